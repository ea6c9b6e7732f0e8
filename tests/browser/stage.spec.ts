import { test } from '@playwright/test';
import { make } from './stage.ts';

test('people, applications and documents for the audits', async () => { await make(); });
