// Every page in every state, in both languages and all looks: nothing serious for axe, nothing sticks out of a narrow window, no
// fault. OKNO_EVERY_LOOK=1 runs all rules in every look, which takes some minutes more.
import { type BrowserContext, expect, test } from '@playwright/test';
import { dress, findings, sticksOut } from './looks.ts';
import { spots, type Who } from './pages.ts';
import { control } from './sandbox.ts';
import { stage } from './stage.ts';

/** What depends on colours and sizes: all that can differ between looks. */
const seen = process.env.OKNO_EVERY_LOOK ? undefined : ['color-contrast', 'link-in-text-block', 'target-size'];
const desktop = { width: 1280, height: 900 };
const narrow = { width: 320, height: 640 };

for (const lang of ['ru', 'en']) {
  test(`every page and state, ${lang}`, async ({ browser }) => {
    test.setTimeout(600_000);
    const { browsers } = stage();
    const wrong: string[] = [];
    let context: BrowserContext | undefined;
    let shown: Who | undefined;
    for (const spot of spots()) {
      if (spot.who !== shown) {
        await context?.close();
        context = await browser.newContext({ storageState: browsers[spot.who], locale: lang === 'ru' ? 'ru-RU' : 'en-GB', viewport: desktop });
        shown = spot.who;
      }
      const page = await context!.newPage();
      const tell = (look: string, found: string[]) => wrong.push(...found.map((line) => `${spot.name} [${lang}, ${look}] ${line}`));
      try {
        const [path, query] = spot.path.split('?');
        const answer = await page.goto(`${path}?${query ? `${query}&` : ''}lang=${lang}`);
        if (answer?.status() !== (spot.status ?? 200)) tell('status', [String(answer?.status())]);
        await spot.act?.(page);
        await dress(page, {});
        tell('light', await findings(page));
        if (lang === 'ru') {
          await dress(page, { dark: true });
          tell('dark', await findings(page, seen));
          await dress(page, { lowVision: true });
          tell('low vision', await findings(page, seen));
          await dress(page, { lowVision: true, dark: true });
          tell('low vision, dark', await findings(page, seen));
        }
        await page.setViewportSize(narrow);
        await dress(page, { lowVision: true });
        tell('320 px, low vision', await sticksOut(page));
        await dress(page, {});
        tell('320 px', await sticksOut(page));
        await page.setViewportSize(desktop);
        await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
        tell('text 200 %', await sticksOut(page));
      } catch (error) {
        tell('broken', [String(error).split('\n')[0].slice(0, 300)]);
      }
      await page.close();
    }
    await context?.close();
    expect(wrong).toEqual([]);
  });
}

test.afterAll(async () => { await control('pension-fund', 'ok'); });
