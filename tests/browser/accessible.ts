// What automated rules can say about accessibility (axe): nothing serious may be found.
import { expect, type Page } from '@playwright/test';
import { findings } from './looks.ts';

export const accessible = async (page: Page): Promise<void> => expect(await findings(page), page.url()).toEqual([]);
