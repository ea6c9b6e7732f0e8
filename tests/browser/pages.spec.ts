// Every page in every state, in both languages and all looks: nothing serious for axe, nothing sticks out of a narrow window, forms
// are told as names/ says, no surprise of a status. OKNO_EVERY_LOOK=1 runs all rules in every look and language, which takes some minutes more.
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { audit, desktop } from './audit.ts';
import { type Spot, spots, type Who } from './pages.ts';
import { control } from './sandbox.ts';
import { browserOf } from './stage.ts';

/** OKNO_SPOTS=desk looks at the spots with that in their name. */
const wanted = new RegExp(process.env.OKNO_SPOTS ?? '');

// The stage left it away, so that one result is in the making.
test.afterAll(() => control('time-stamp-authority', 'ok'));

for (const lang of ['ru', 'en']) {
  test(`every page and state, ${lang}`, async ({ browser }) => {
    test.setTimeout(7_200_000);
    const wrong: string[] = [];
    let context: BrowserContext | undefined;
    let page: Page | undefined;
    let shown: Who | undefined;
    for (const spot of spots().filter(({ name }) => wanted.test(name))) {
      if (spot.who !== shown) {
        await context?.close();
        context = await browser.newContext({ storageState: await browserOf(spot.who), locale: lang === 'ru' ? 'ru-RU' : 'en-GB', viewport: desktop });
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
