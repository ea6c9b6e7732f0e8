// The whole way where scripts do not run, in a narrow window: 320 CSS pixels, which is also 400 % of 1280.
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { sticksOut } from './looks.ts';
import { confirmed } from './people.ts';
import { citizen, mark, message } from './sandbox.ts';
import { stage } from './stage.ts';
import { fillPersonalData, follow, leading, press, register, signIn } from './steps.ts';

const attachment = fileURLToPath(new URL('files/certificate.pdf', import.meta.url));
test.use({ javaScriptEnabled: false, viewport: { width: 320, height: 256 } });

test('a citizen registers, applies with an attachment, withdraws and comes back', async ({ page, playwright }) => {
  const who = citizen('+79005550112');
  const narrow = async () => expect(await sticksOut(page), page.url()).toEqual([]);
  await page.goto('/');
  await page.getByRole('searchbox').fill('справка о несудимости');
  await press(page, 'Найти');
  await follow(page, 'Справка о наличии (отсутствии) судимости');
  await page.locator('.header__more summary').click();
  await expect(page.getByRole('link', { name: 'Ведомства' }).first()).toBeVisible();
  await follow(page, 'Получить услугу');
  await press(page, 'Зарегистрироваться');
  await expect(page.locator('.govuk-error-summary')).toBeVisible();
  await register(page, who);
  await narrow();
  const since = await mark();
  await page.goto('/cabinet/profile/edit');
  await fillPersonalData(page, who);
  await message('sms', who.phone, since, /стандартная учётная запись/);
  const client = (state: Awaited<ReturnType<ReturnType<typeof page.context>['storageState']>>) =>
    playwright.request.newContext({ baseURL: process.env.OKNO_URL, storageState: state });
  await confirmed(await client(await page.context().storageState()), await client(stage().browsers.operator));

  await page.goto('/services/criminal-record-certificate/apply');
  await page.getByRole('group', { name: /меняли фамилию/ }).getByLabel('Да').check();
  await page.getByLabel('Брак или развод').check();
  await press(page, 'Продолжить');
  await page.getByLabel('Прежняя фамилия').first().fill('Лугова');
  await page.getByLabel('Дата изменения').first().fill('27.03.2015');
  await press(page, 'Добавить ещё');
  await expect(page.getByLabel('Прежняя фамилия')).toHaveCount(2);
  await leading(page, () => page.getByRole('button', { name: /Удалить/ }).last().click());
  await expect(page.getByLabel('Прежняя фамилия')).toHaveCount(1);
  await page.locator('input[type=file]').setInputFiles(attachment);
  await press(page, 'Продолжить');
  await page.getByRole('group', { name: /жили в других/ }).getByLabel('Нет').check();
  await narrow();
  await press(page, 'Продолжить');
  await page.getByLabel('В консульство для визы').check();
  await press(page, 'Продолжить');
  await page.getByLabel('На русском', { exact: true }).check();
  await page.getByRole('group', { name: /бумажная/ }).getByLabel('Нет').check();
  await press(page, 'Продолжить');
  await expect(page.locator('main')).toContainText('certificate.pdf');
  await narrow();
  await press(page, 'Отправить');
  await expect(page.getByRole('heading', { name: 'Заявление отправлено' })).toBeVisible();
  await follow(page, 'Перейти к заявлению');
  await expect(page.getByText('На проверке').first()).toBeVisible();
  await narrow();
  await follow(page, 'Отозвать заявление');
  await press(page, 'Да, отозвать');
  await expect(page.getByText('Отозвано').first()).toBeVisible();
  await press(page, 'Выйти');
  await signIn(page, who.phone);
  await expect(page).toHaveURL(/\/cabinet/);
  await narrow();
});
