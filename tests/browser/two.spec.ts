// Two people marry: one fills in and sends with a code, the other reads and agrees with a code, the officer approves.
import { expect, test, type APIRequestContext, type Browser, type Page } from '@playwright/test';
import { accessible } from './accessible.ts';
import { sticksOut } from './looks.ts';
import { atWork, confirmed, standard } from './people.ts';
import { citizen, message, staff } from './sandbox.ts';
import { onDuty, press } from './steps.ts';

/** A window of somebody who is signed in already. */
async function windowOf(browser: Browser, who: APIRequestContext, viewport: { width: number; height: number }): Promise<Page> {
  const context = await browser.newContext({ viewport, hasTouch: viewport.width < 500, locale: 'ru-RU', storageState: await who.storageState() });
  return context.newPage();
}

/** Presses what sends a code, and types the code that comes. */
async function withCode(page: Page, button: string, phone: string): Promise<void> {
  const since = new Date(Date.now() - 2_000);
  await press(page, button);
  await expect(page.getByLabel('Код подтверждения')).toBeVisible();
  // A minute lies between two codes to one phone, and a registration has just had one.
  await expect(async () => {
    if (await page.locator('.govuk-error-summary').isVisible()) await press(page, 'Отправить код ещё раз');
    await expect(page.locator('.govuk-error-summary')).toHaveCount(0, { timeout: 2_000 });
  }).toPass({ timeout: 80_000, intervals: [10_000] });
  const [, code] = await message('sms', phone, since, /Код подтверждения: (\d{6})/);
  await page.getByLabel('Код подтверждения').fill(code);
  await press(page, 'Подтвердить');
}

async function fillMarriage(page: Page, other: ReturnType<typeof citizen>): Promise<void> {
  await page.goto('/services/marriage-registration/apply');
  const fill = (label: string, value: string) => page.getByLabel(label, { exact: true }).fill(value);
  await fill('Фамилия', other.family_name);
  await fill('Имя', other.given_name);
  await page.getByLabel('Дата рождения', { exact: true }).fill(other.born_on.split('-').reverse().join('.'));
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
  const day = new Date(Date.now() + 60 * 86_400_000);
  const two = (part: number) => String(part).padStart(2, '0');
  await page.getByLabel('День регистрации').fill(`${two(day.getDate())}.${two(day.getMonth() + 1)}.${day.getFullYear()}`);
  await press(page, 'Продолжить');
  await expect(page.getByRole('heading', { name: 'Проверьте данные' })).toBeVisible();
}

test('two people marry: one at a desk, the other on a phone', async ({ browser }) => {
  const [one, other] = ['+79005550113', '+79005550106'].map(citizen);
  const operator = await atWork('operator');
  const [hers, his] = [await standard(one), await standard(other)];
  for (const account of [hers, his]) await confirmed(account, operator);
  const she = await windowOf(browser, hers, { width: 1280, height: 900 });
  const he = await windowOf(browser, his, { width: 375, height: 812 });
  const fine = async (page: Page) => { await accessible(page); expect(await sticksOut(page), page.url()).toEqual([]); };
  await fillMarriage(she, other);
  const asked = new Date(Date.now() - 2_000);
  await withCode(she, 'Отправить', one.phone);
  await expect(she.getByRole('heading', { name: 'Заявление отправлено' })).toBeVisible();
  await fine(she);
  const number = (await she.locator('main').innerText()).match(/\d{4}-\d{4,}-\d{2}/)![0];
  await she.getByRole('link', { name: 'Перейти к заявлению' }).click();
  await expect(she.getByText('Ожидает согласия').first()).toBeVisible();
  await fine(she);

  await message('sms', other.phone, asked, /Нужно ваше согласие/);
  await he.goto('/');
  await he.getByRole('link', { name: /Ждёт вашего согласия/ }).click();
  await expect(he.getByRole('heading', { name: 'Нужно ваше согласие' })).toBeVisible();
  await expect(he.locator('main')).toContainText(one.family_name);
  await fine(he);
  await withCode(he, 'Подтвердить', other.phone);
  await expect(he.getByRole('heading', { name: 'Вы подтвердили заявление' })).toBeVisible();

  await expect(she.getByText('Ожидает оплаты').first()).toBeVisible();
  await she.getByRole('link', { name: 'Оплатить пошлину' }).click();
  await press(she, 'Оплатить');
  await press(she, 'Оплатить');

  const officer = await onDuty(browser, staff('officer', 'registry-office'));
  await officer.goto(`/desk/${number}`);
  await expect(officer.getByText('Согласие второго участника')).toBeVisible();
  await officer.getByLabel('Время регистрации').fill('12:30');
  await officer.getByLabel('Зал или кабинет').fill('Большой зал');
  await officer.getByLabel('Номер заявления в ЗАГСе').fill('27');
  await press(officer, /Одобрить и выдать/);
  await message('sms', one.phone, asked, /результат готов/);
});
