// The ways in which a page can look, and what is measured in each.
import axe from 'axe-core';
import type { Page } from '@playwright/test';

export interface Look { dark?: boolean; lowVision?: boolean }

const desktop = { width: 1280, height: 900 };
const narrow = { width: 320, height: 640 };
const looks: Record<string, Look> = { dark: { dark: true }, 'low vision': { lowVision: true }, 'low vision, dark': { lowVision: true, dark: true } };

/** Light or dark, ordinary or for low vision, in the page that is open: nothing is loaded again. */
export async function dress(page: Page, look: Look): Promise<void> {
  await page.emulateMedia({ colorScheme: look.dark ? 'dark' : 'light', reducedMotion: 'reduce' });
  await page.evaluate((on) => document.documentElement.classList.toggle('low-vision', on), look.lowVision ?? false);
}

/** Serious findings of axe; with `only`, of these rules alone. */
export async function findings(page: Page, only?: string[]): Promise<string[]> {
  await page.waitForLoadState();
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  // News can change a page while it is looked at; then it is looked at again.
  for (let looks = 0; looks < 5; looks += 1) {
    const found = await look(page, only);
    if (found) return found;
  }
  throw new Error(`${page.url()} never stands still`);
}

/** What one look finds; nothing when the page changed meanwhile. */
const look = (page: Page, only?: string[]): Promise<string[] | undefined> =>
  page.evaluate(async (rules) => {
    let changed = false;
    const watch = new MutationObserver(() => { changed = true; });
    watch.observe(document.body, { childList: true, subtree: true });
    const options = rules ? { runOnly: { type: 'rule' as const, values: rules } } : { rules: { 'target-size': { enabled: true } } };
    const run = (globalThis as unknown as { axe: typeof axe }).axe.run(document, { ...options, resultTypes: ['violations'] });
    const results = await run.catch((error: unknown) => { if (!changed && watch.takeRecords().length === 0) throw error; });
    changed ||= watch.takeRecords().length > 0;
    watch.disconnect();
    if (changed || !results) return undefined;
    const serious = results.violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    return serious.flatMap(({ id, nodes }) => nodes.map(({ html, any }) => `${id}: ${html.slice(0, 140)} ${any[0]?.message.slice(0, 120) ?? ''}`));
  }, only);

/** What `measure` finds while the reader's own text size is twice the usual one. */
export async function withLargeText<T>(page: Page, measure: () => Promise<T>): Promise<T> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } });
  const found = await measure();
  await devtools.send('Page.setFontSizes', { fontSizes: { standard: 16, fixed: 13 } });
  await devtools.detach();
  return found;
}

/** Elements that stick out of the window to the right and are not in a box that scrolls by itself; empty when nothing does. */
export async function sticksOut(page: Page): Promise<string[]> {
  await page.waitForLoadState();
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const scrolls = (one: Element | null): boolean => one !== null && one !== document.body && (getComputedStyle(one).overflowX !== 'visible' || scrolls(one.parentElement));
    const wide = [...document.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > width + 1 && !scrolls(one.parentElement));
    const told = wide.filter((one) => !wide.some((other) => other !== one && one.contains(other))).slice(0, 3);
    return told.map((one) => `${one.tagName}.${one.className}: ${(one.textContent ?? '').trim().slice(0, 60)} (${Math.round(one.getBoundingClientRect().right)})`)
      .concat(told.length ? [] : [`the page is ${document.documentElement.scrollWidth} wide`]);
  });
}

/** The rules of what depends on colours and sizes: all that can differ between looks. */
const seen = ['color-contrast', 'target-size'];

/** What is wrong with the open page in its other looks: with contrasts and sizes, or by all rules. */
export async function inOtherLooks(page: Page, all = false): Promise<string[]> {
  const wrong: string[] = [];
  for (const [name, look] of Object.entries(looks)) {
    await dress(page, look);
    wrong.push(...(await findings(page, all ? undefined : seen)).map((line) => `${name}: ${line}`));
  }
  return wrong;
}

/** What sticks out where there is little room: 320 px, there for low vision too, and text at twice the reader's usual size. */
export async function whereRoomIsShort(page: Page): Promise<string[]> {
  const before = page.viewportSize() ?? desktop;
  const wrong: string[] = [];
  const tell = (where: string, found: string[]) => wrong.push(...found.map((line) => `${where}: ${line}`));
  await page.setViewportSize(narrow);
  await dress(page, { lowVision: true });
  tell('320 px, low vision', await sticksOut(page));
  await dress(page, {});
  tell('320 px', await sticksOut(page));
  await page.setViewportSize(desktop);
  tell('text at 200 %', await withLargeText(page, () => sticksOut(page)));
  await page.setViewportSize(before);
  return wrong;
}

/** Everything that is asked of a page, of the one that is open at an address that can be opened again: in both languages and all looks. */
export async function everywhere(page: Page): Promise<string[]> {
  const wrong = await findings(page);
  wrong.push(...(await inOtherLooks(page)), ...(await whereRoomIsShort(page)));
  const address = new URL(page.url());
  const there = async (lang: string) => { address.searchParams.set('lang', lang); await page.goto(address.href); };
  await there('en');
  wrong.push(...(await findings(page)), ...(await whereRoomIsShort(page)));
  await there('ru');
  return wrong.map((line) => `${address.pathname} ${line}`);
}
