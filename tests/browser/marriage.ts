// Two people who marry: what each of them does on the portal. stage.ts has made their accounts.
import { type Browser, expect, type Page } from '@playwright/test';
import { type Citizen, citizen, day, mark, message, typed } from './sandbox.ts';
import { browserOf } from './stage.ts';
import { press } from './steps.ts';

export const she = citizen('+79005550113');
export const he = citizen('+79005550106');

interface Window { viewport: { width: number; height: number }; hasTouch?: boolean; javaScriptEnabled?: boolean }

/** A window of one of them, who is signed in already. */
export async function windowOf(browser: Browser, who: 'she' | 'he', use: Window): Promise<Page> {
  return (await browser.newContext({ ...use, locale: 'ru-RU', storageState: await browserOf(who) })).newPage();
}

/** Presses what sends a code, until one is sent. */
export async function sentCode(page: Page, button: string): Promise<void> {
  await press(page, button);
  await expect(page.getByLabel('Код подтверждения')).toBeVisible();
  // A minute lies between two codes to one phone: a person who is that quick asks once more.
  await expect(async () => {
    const refused = page.locator('.govuk-error-summary');
    if (await refused.count() > 0) await press(page, 'Отправить код ещё раз');
    expect(await refused.count()).toBe(0);
  }).toPass({ timeout: 300_000, intervals: [5_000] });
}

/** Presses what sends a code, and types the code that comes. */
export async function withCode(page: Page, button: string, { phone }: Citizen): Promise<void> {
  const since = await mark();
  await sentCode(page, button);
  const [, code] = await message('sms', phone, since, /Код подтверждения: (\d{6})/);
  await page.getByLabel('Код подтверждения').fill(code);
  await press(page, 'Подтвердить');
}

/** From the first page of the form to «Проверьте данные». */
export async function fillMarriage(page: Page, other: Citizen): Promise<void> {
  await page.goto('/services/marriage-registration/apply');
  // Whoever began before is asked whether to go on.
  const anew = page.getByRole('button', { name: 'Начать заново' });
  if (await anew.isVisible()) await press(page, 'Начать заново');
  const fill = (label: string, value: string) => page.getByLabel(label, { exact: true }).fill(value);
  await fill('Фамилия', other.family_name);
  await fill('Имя', other.given_name);
  await fill('Дата рождения', typed(other.born_on));
  await fill('СНИЛС', other.snils);
  await page.getByLabel('Россия', { exact: true }).check();
  await press(page, 'Продолжить');
  await page.getByRole('group', { name: 'Ваше семейное положение' }).getByLabel('В браке не было').check();
  await page.getByRole('group', { name: 'Семейное положение второго' }).getByLabel('В браке не было').check();
  await page.getByLabel(/общих детей/).fill('0');
  await press(page, 'Продолжить');
  await page.getByRole('group', { name: 'Ваша фамилия' }).getByLabel('Фамилия второго').check();
  await page.getByRole('group', { name: 'Фамилия второго' }).getByLabel('Прежняя').check();
  await press(page, 'Продолжить');
  await page.getByLabel('Семейная ул., д. 19').check();
  await page.getByLabel('Торжественная').check();
  await page.getByLabel('День регистрации').fill(day(60));
  await press(page, 'Продолжить');
  await expect(page.getByRole('heading', { name: 'Проверьте данные' })).toBeVisible();
}
