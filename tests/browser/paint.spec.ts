// Measures and prints, asserts nothing: when the largest thing of a page is painted (LCP), how much jumps (CLS), how heavy the page is.
import { test } from '@playwright/test';
import { type Who } from './pages.ts';
import { browserOf, stage } from './stage.ts';
import { kilobytes, weigh } from './weight.ts';

interface Painted { largest: number; shift: number }

test('largest paint, shifts and weight', async ({ browser }) => {
  test.setTimeout(300_000);
  const { at } = stage();
  const places: [Who, string][] = [
    ['guest', '/'], ['guest', '/services'], ['guest', '/services/criminal-record-certificate'], ['guest', '/search?q=паспорт'], ['guest', '/register'],
    ['guest', at.check], ['citizen', '/cabinet'], ['citizen', '/cabinet/profile'], ['citizen', at.asked], ['citizen', `${at.record}/pages/former-names`],
    ['citizen', `${at.complete}/check`], ['citizen', at.charge], ['officer', at.takenCase], ['operator', at.visit],
  ];
  console.log('| page | LCP, first / again | CLS | first load | again | fonts |\n|---|---|---|---|---|---|');
  for (const [who, path] of places) {
    const context = await browser.newContext({ storageState: await browserOf(who), viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    await page.addInitScript(() => {
      const painted = { largest: 0, shift: 0 };
      (globalThis as unknown as { painted: typeof painted }).painted = painted;
      new PerformanceObserver((list) => { for (const entry of list.getEntries()) painted.largest = entry.startTime; }).observe({ type: 'largest-contentful-paint', buffered: true });
      new PerformanceObserver((list) => { for (const entry of list.getEntries()) painted.shift += (entry as unknown as { value: number }).value; }).observe({ type: 'layout-shift', buffered: true });
    });
    const painted = async (): Promise<Painted> => {
      await page.evaluate(() => document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))));
      return page.evaluate(() => (globalThis as unknown as { painted: Painted }).painted);
    };
    const first = { ...(await weigh(page, path)), ...(await painted()) };
    const again = { ...(await weigh(page, path, true)), ...(await painted()) };
    const shown = path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, '…').replace(/\d{4}-\d{4,}-\d{2}|\d{16}/, '…');
    console.log(`| ${shown} | ${Math.round(first.largest)} / ${Math.round(again.largest)} ms | ${first.shift.toFixed(3)} | ${kilobytes(first.page + first.assets)} | ${kilobytes(again.page + again.assets)} | ${kilobytes(first.fonts)} |`);
    await context.close();
  }
});
