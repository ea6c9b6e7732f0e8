// A person who has a keyboard and nothing else: moves with Tab, sees where they are, presses what they stand on.
import { expect, type Page } from '@playwright/test';

interface Stand { role: string; name: string; type: string; checked: boolean; visible: boolean; hidden: boolean; marked: boolean }

/** What holds the focus: its role, name and whether one can see it. */
const standing = (page: Page): Promise<Stand> => page.evaluate(() => {
  const one = document.activeElement as HTMLElement;
  const field = one as HTMLInputElement;
  const box = (field.type === 'radio' || field.type === 'checkbox' ? field.labels?.[0] ?? one : one).getBoundingClientRect();
  const group = field.type === 'radio' ? one.closest('fieldset')?.querySelector('legend')?.textContent ?? '' : '';
  const name = one.getAttribute('aria-label') ?? field.labels?.[0]?.textContent ?? one.textContent ?? '';
  const place = document.elementFromPoint(box.x + box.width / 2, Math.min(box.y + box.height / 2, box.bottom - 2));
  const shown = getComputedStyle(field.type === 'radio' || field.type === 'checkbox' ? one.nextElementSibling ?? one : one, field.type === 'radio' || field.type === 'checkbox' ? '::before' : undefined);
  const around = getComputedStyle(one.closest('.search') ?? one);
  return {
    role: one.tagName, name: `${group.trim()} ${name.trim()}`.trim().replace(/\s+/g, ' '), type: field.type ?? '', checked: field.checked ?? false,
    visible: box.width > 4 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    // Another element lies over it.
    hidden: place !== null && place !== one && !one.contains(place) && !place.contains(one) && place.closest('label') === null,
    marked: [shown, around].some((style) => (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none'),
  };
});

/** Goes forward to what is called `name`, watching that every step is visible, marked and not covered. */
export async function to(page: Page, name: string | RegExp, role = ''): Promise<void> {
  const fits = (text: string) => (typeof name === 'string' ? text === name || text.startsWith(`${name} `) : name.test(text));
  const passed: string[] = [];
  for (let steps = 0; steps < 120; steps += 1) {
    await page.keyboard.press('Tab');
    const here = await standing(page);
    if (here.role === 'BODY') continue;
    expect(here.visible, `${here.name}: one can see where one is`).toBe(true);
    expect(here.marked, `${here.name}: the focus is marked`).toBe(true);
    expect(here.hidden, `${here.name}: the focus is not covered`).toBe(false);
    if (fits(here.name) && (!role || here.role === role)) return;
    passed.push(here.name);
  }
  throw new Error(`never came to ${name}; passed ${passed.join(' → ')}`);
}

export async function type(page: Page, label: string | RegExp, text: string): Promise<void> {
  await to(page, label);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

/** A box is ticked with Space. */
export async function tick(page: Page, label: string | RegExp): Promise<void> {
  await to(page, label);
  await page.keyboard.press('Space');
}

/** One comes into a group of choices with Tab and moves within with the arrows. */
export async function choose(page: Page, group: RegExp, choice: string | RegExp): Promise<void> {
  await to(page, group, 'INPUT');
  await page.keyboard.press('Space');
  for (let steps = 0; steps < 12; steps += 1) {
    const { name } = await standing(page);
    if (typeof choice === 'string' ? name.endsWith(choice) : choice.test(name)) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error(`no ${choice} in ${group}`);
}

/** Presses the button or follows the link, and waits for the page that comes. */
export async function enter(page: Page, name: string | RegExp): Promise<void> {
  await to(page, name);
  await Promise.all([page.waitForEvent('framenavigated'), page.keyboard.press('Enter')]);
  await page.waitForLoadState();
}
