// The ways in which a page can look, and what is measured in each.
import axe from 'axe-core';
import type { Page } from '@playwright/test';

export interface Look { dark?: boolean; lowVision?: boolean }

/** Light or dark, ordinary or for low vision, in the page that is open: nothing is loaded again. */
export async function dress(page: Page, look: Look): Promise<void> {
  await page.emulateMedia({ colorScheme: look.dark ? 'dark' : 'light', reducedMotion: 'reduce' });
  await page.evaluate((on) => document.documentElement.classList.toggle('low-vision', on), look.lowVision ?? false);
}

/** Serious findings of axe; with `only`, of these rules alone. */
export async function findings(page: Page, only?: string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe.source);
  return page.evaluate(async (rules) => {
    const options = rules ? { runOnly: { type: 'rule' as const, values: rules } } : { rules: { 'target-size': { enabled: true } } };
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, { ...options, resultTypes: ['violations'] });
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    return serious.flatMap(({ id, nodes }) => nodes.map(({ html, any }) => `${id}: ${html.slice(0, 140)} ${any[0]?.message.slice(0, 120) ?? ''}`));
  }, only);
}

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
