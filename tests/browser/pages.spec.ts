// Every page in every state, in both languages and all looks: nothing serious for axe, nothing sticks out of a narrow window, forms
// are told as names/ says, no surprise of a status. OKNO_EVERY_LOOK=1 runs all rules in every look and language, which takes some minutes more.
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { dress, findings, inOtherLooks, whereRoomIsShort } from './looks.ts';
import { isForm, kept, told } from './names.ts';
import { type Spot, spots, type Who } from './pages.ts';
import { control } from './sandbox.ts';
import { unsound } from './sound.ts';
import { stage } from './stage.ts';

/** OKNO_SPOTS=desk looks at the spots with that in their name. */
const wanted = new RegExp(process.env.OKNO_SPOTS ?? '');
const all = Boolean(process.env.OKNO_EVERY_LOOK);
const desktop = { width: 1280, height: 900 };

// The stage left it away, so that one result is in the making.
test.afterAll(() => control('time-stamp-authority', 'ok'));

for (const lang of ['ru', 'en']) {
  test(`every page and state, ${lang}`, async ({ browser }) => {
    test.setTimeout(2_400_000);
    const wrong: string[] = [];
    let context: BrowserContext | undefined;
    let page: Page | undefined;
    let shown: Who | undefined;
    for (const spot of spots().filter(({ name }) => wanted.test(name))) {
      if (spot.who !== shown) {
        await context?.close();
        context = await browser.newContext({ storageState: stage().browsers[spot.who], locale: lang === 'ru' ? 'ru-RU' : 'en-GB', viewport: desktop });
        page = await context.newPage();
        shown = spot.who;
      }
      const found = await audit(page!, spot, lang).catch((error: unknown) => [`broken: ${String(error).split('\n')[0]}`]);
      wrong.push(...found.map((line) => `${spot.name} [${lang}] ${line}`));
    }
    await context?.close();
    expect(wrong).toEqual([]);
  });
}

async function audit(page: Page, spot: Spot, lang: string): Promise<string[]> {
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
