// Opens a page of the list as one of its people and says what is wrong with it, in one language.
import { expect, type Page } from '@playwright/test';
import { dress, findings, inOtherLooks, whereRoomIsShort } from './looks.ts';
import { isForm, kept, told } from './names.ts';
import type { Spot } from './pages.ts';
import { unsound } from './sound.ts';

const all = Boolean(process.env.OKNO_EVERY_LOOK);
export const desktop = { width: 1280, height: 900 };

export async function audit(page: Page, spot: Spot, lang: string): Promise<string[]> {
  const wrong: string[] = [];
  const tell = (look: string, found: string[]) => wrong.push(...found.map((line) => `${look}: ${line}`));
  await page.setViewportSize(desktop);
  const [path, query] = spot.path.split('?');
  const answer = await page.goto(`${path}?${query ? `${query}&` : ''}lang=${lang}`);
  if (answer?.status() !== (spot.status ?? 200)) tell('status', [String(answer?.status())]);
  await spot.act?.(page);
  await dress(page, {});
  tell('light', await findings(page));
  if (!spot.path.startsWith('/styleguide')) tell('page', await unsound(page, lang));
  if (isForm(spot)) expect.soft(await told(page, spot)).toMatchSnapshot(kept(spot, lang));
  // Colours are the same in every language.
  if (lang === 'ru' || all) wrong.push(...(await inOtherLooks(page, all)));
  wrong.push(...(await whereRoomIsShort(page)));
  return wrong;
}
