// The first load of every page weighs less than 100 kB without the fonts, and fonts come once.
import { expect, test } from '@playwright/test';
import { spots } from './pages.ts';
import { browserOf } from './stage.ts';
import { kilobytes, weigh } from './weight.ts';

test('every page is light', async ({ browser }) => {
  const heavy: string[] = [];
  let most = { path: '', first: 0, again: 0 };
  for (const who of ['guest', 'citizen', 'officer', 'operator'] as const) {
    const context = await browser.newContext({ storageState: await browserOf(who) });
    const page = await context.newPage();
    const own = new Set(spots().filter((spot) => spot.who === who && !spot.act && !spot.path.startsWith('/styleguide')).map(({ path }) => path));
    for (const path of own) {
      const { page: document, assets } = await weigh(page, path);
      const again = await weigh(page, path, true);
      const first = document + assets;
      if (first > most.first) most = { path, first, again: again.page + again.assets };
      if (first >= 100_000) heavy.push(`${path}: ${kilobytes(first)}`);
      if (again.fonts > 0) heavy.push(`${path}: fonts came again`);
    }
    await context.close();
  }
  console.log(`heaviest: ${most.path}, ${kilobytes(most.first)} at first, ${kilobytes(most.again)} again`);
  expect(heavy).toEqual([]);
});
