// The ways in which a page can look, and what is measured in each.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** Light or dark, ordinary or for low vision, in the page that is open: nothing is loaded again. */
export async function dress(page: Page, look: { dark?: boolean; lowVision?: boolean; forced?: boolean }): Promise<void> {
  await page.emulateMedia({ colorScheme: look.dark ? 'dark' : 'light', forcedColors: look.forced ? 'active' : 'none', reducedMotion: 'reduce' });
  await page.evaluate((on) => document.documentElement.classList.toggle('low-vision', on), look.lowVision ?? false);
}

/** Serious findings of axe; with `only`, of these rules alone. */
export async function findings(page: Page, only?: string[]): Promise<string[]> {
  const builder = new AxeBuilder({ page }).options(only
    ? { runOnly: { type: 'rule', values: only } }
    : { rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'] });
  const { violations } = await builder.analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return serious.flatMap(({ id, nodes }) => nodes.map(({ html, any }) => `${id}: ${html.slice(0, 140)} ${any[0]?.message.slice(0, 120) ?? ''}`));
}

/** Elements that stick out of the window to the right and are not in a box that scrolls by itself; empty when nothing does. */
export async function sticksOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > width + 1);
    const told = wide.filter((one) => !wide.some((other) => other !== one && one.contains(other))).slice(0, 3);
    return told.map((one) => `${one.tagName}.${one.className}: ${(one.textContent ?? '').trim().slice(0, 60)} (${Math.round(one.getBoundingClientRect().right)})`)
      .concat(told.length ? [] : [`the page is ${document.documentElement.scrollWidth} wide`]);
  });
}
