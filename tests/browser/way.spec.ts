// The whole way of a citizen, through real protocols and nothing prepared by hand.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { citizen, control, count, mark, message, staff } from './sandbox.ts';
import { accessible } from './accessible.ts';
import { accountIn } from './people.ts';
import { applicationNumber, confirmIdentity, fillPersonalData, follow, leading, onDuty, password, press, register, signIn } from './steps.ts';

const attachment = fileURLToPath(new URL('files/certificate.pdf', import.meta.url));
const photo = fileURLToPath(new URL('files/photo.png', import.meta.url));

test('a guest becomes a confirmed person, gets a certificate and checks it', async ({ page, browser }, info) => {
  const who = citizen('+79005550101');

  // 1. A guest searches and is led to registration.
  await page.goto('/');
  await accessible(page);
  await page.getByRole('searchbox').or(page.getByRole('combobox')).first().fill('справка о несудимости');
  await press(page, 'Найти');
  await follow(page, 'Справка о наличии (отсутствии) судимости');
  await follow(page, 'Получить услугу');
  await expect(page).toHaveURL(/\/register/);
  await accessible(page);

  // 2. Registers; 3. the personal data and two registries.
  await register(page, who);
  await follow(page, 'Продолжить');
  await follow(page, 'Заполнить профиль');
  const since = await mark();
  await fillPersonalData(page, who);
  await message('sms', who.phone, since, /стандартная учётная запись/);
  await expect(page.getByText('Стандартная учётная запись').first()).toBeVisible();

  await accessible(page);

  // 4. The centre confirms; the open page changes by itself.
  const number = accountIn(await page.locator('main').innerText());
  const operator = await onDuty(browser, staff('operator'));
  await confirmIdentity(operator, number);
  await message('sms', who.phone, since, /подтверждённая учётная запись/);
  await expect(page.getByText('Подтверждённая учётная запись').first()).toBeVisible();

  // 5. Back at the service: a form of several pages.
  await follow(page, 'Вернуться к услуге');
  await expect(page.getByText('Шаг 1 из')).toBeVisible();
  await page.getByRole('group', { name: /меняли фамилию/ }).getByLabel('Да').check();
  await page.getByLabel('Брак или развод').check();
  await accessible(page);
  await press(page, 'Продолжить');
  await page.getByLabel('Прежняя фамилия').first().fill('Лугова');
  await page.getByLabel('Дата изменения').first().fill('27.03.2015');
  await press(page, 'Добавить ещё');
  await expect(page.getByLabel('Прежняя фамилия')).toHaveCount(2);
  await page.getByLabel('Прежняя фамилия').nth(1).fill('Полева');
  await page.getByRole('textbox', { name: 'Прежнее имя' }).nth(1).fill(who.given_name);
  await page.getByLabel('Дата изменения').nth(1).fill('01.06.2012');
  await press(page, 'Продолжить');
  await expect(page.locator('.govuk-error-summary')).toContainText(/Документ о перемене имени|файл/i);
  await page.locator('input[type=file]').setInputFiles(attachment);
  await press(page, 'Продолжить');
  await expect(page.getByLabel('Адрес регистрации')).toHaveValue(who.address);
  await page.getByRole('group', { name: /жили в других/ }).getByLabel('Нет').check();
  await press(page, 'Продолжить');
  await page.getByLabel('В консульство для визы').check();
  await press(page, 'Продолжить');
  await page.getByLabel('На русском', { exact: true }).check();
  await page.getByRole('group', { name: /бумажная/ }).getByLabel('Нет').check();
  await press(page, 'Продолжить');
  await expect(page.getByRole('heading', { name: 'Проверьте данные' })).toBeVisible();
  await expect(page.locator('main')).toContainText('Лугова');
  await expect(page.locator('main')).toContainText('certificate.pdf');
  await accessible(page);
  // Clicked twice within one moment, whatever the machine: it is sent once.
  await leading(page, () => page.getByRole('button', { name: 'Отправить' }).evaluate((button: HTMLElement) => { button.click(); button.click(); }));
  await expect(page.getByRole('heading', { name: 'Заявление отправлено' })).toBeVisible();
  const application = await applicationNumber(page);
  await follow(page, 'Перейти к заявлению');
  const address = page.url();
  await message('sms', who.phone, since, new RegExp(`${application} отправлено`));
  expect(await count('sms', who.phone, /отправлено/)).toBe(1);

  // 6. The officer asks for one more document; the citizen answers; the officer approves.
  const officer = await onDuty(browser, staff('officer', 'interior-ministry'));
  await officer.goto('/desk');
  await follow(officer, new RegExp(application));
  await press(officer, /Взять в работу/);
  await accessible(officer);
  await follow(officer, /Запросить дополнения/);
  await officer.getByLabel('Чего не хватает').fill('Приложите свидетельство о браке целиком.');
  await press(officer, /Запросить дополнения/);
  await message('sms', who.phone, since, new RegExp(`${application}: нужны дополнения`));
  await expect(page.getByText('Приложите свидетельство о браке целиком.').first()).toBeVisible();
  await accessible(page);
  await page.getByLabel('Ваш ответ').fill('Прикладываю.');
  await page.locator('input[type=file]').setInputFiles(attachment);
  await press(page, 'Ответить');
  await expect(page.getByText('На проверке').first()).toBeVisible();

  await officer.goto('/desk');
  await follow(officer, new RegExp(application));
  await expect(officer.getByText('Прикладываю.').first()).toBeVisible();
  await officer.getByRole('group', { name: /сведения о судимости/ }).getByLabel('Нет').check();
  await press(officer, /Одобрить и выдать/);
  await message('sms', who.phone, since, new RegExp(`${application}: результат готов`));

  // 7. The result: a signed PDF whose number anyone can check.
  await page.goto(address);
  await expect(page.getByText('Результат готов').first()).toBeVisible();
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: /Скачать/ }).first().click();
  const file = info.outputPath('result.pdf');
  await (await downloading).saveAs(file);
  expect(execFileSync('pdftotext', [file, '-']).toString()).toContain('Ветрова');
  expect(execFileSync('pdfsig', ['-nocert', file]).toString()).toContain('Signature is Valid');

  await page.goto('/cabinet/documents');
  const documentNumber = (await page.locator('main').innerText()).match(/(?<!\d)\d{4}\s\d{4}\s\d{4}\s\d{4}(?!\d)/)![0];
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(`/check/${documentNumber.replace(/\s/g, "")}`);
  await expect(stranger.getByText(/подлинный|подлинн/i).first()).toBeVisible();
  await accessible(stranger);
  await expect(stranger.locator('main')).not.toContainText(who.snils);

  // 8. A service with a state duty: paid on the provider's page, which tells the portal twice.
  await control('payment-provider', 'twice');
  await page.goto('/services/foreign-passport');
  await follow(page, 'Получить услугу');
  await page.getByLabel('Мне', { exact: true }).check();
  await press(page, 'Продолжить');
  await page.getByLabel('Фамилия латиницей').fill('VETROVA');
  await page.getByLabel('Имя латиницей').fill('ANNA');
  await page.getByRole('group', { name: /действующий загранпаспорт/ }).getByLabel('Нет').check();
  await press(page, 'Продолжить');
  await page.getByLabel('На пенсии').check();
  await page.getByRole('group', { name: /государственной тайне/ }).getByLabel('Нет').check();
  await press(page, 'Продолжить');
  await page.locator('input[type=file]').setInputFiles(attachment);
  await press(page, 'Продолжить');
  await expect(page.locator('.govuk-error-summary')).toContainText('нужна фотография: JPEG или PNG');
  await page.locator('input[type=file]').setInputFiles(photo);
  await press(page, 'Продолжить');
  await page.getByLabel(/Центральный округ/).check();
  await press(page, 'Продолжить');
  await expect(page.getByRole('heading', { name: 'Проверьте данные' })).toBeVisible();
  await expect(page.locator('main')).toContainText(/3\s500,00\s₽/);
  await press(page, 'Отправить');
  await follow(page, 'Перейти к заявлению');
  await expect(page.getByText('Ожидает оплаты').first()).toBeVisible();
  const paid = page.url();
  await follow(page, /Оплатить пошлину/);
  for (const shown of [/3\s500,00\s₽/, 'Получатель', 'Назначение', 'ИНН']) await expect(page.locator('main')).toContainText(shown);
  await press(page, 'Оплатить');
  await expect(page).toHaveURL(/payments\/pay/);
  await press(page, 'Оплатить');
  await expect(page).toHaveURL(/\/return/);
  await expect(page.getByRole('heading', { name: 'Оплачено' })).toBeVisible();
  await page.goto(paid);
  await expect(page.getByText('На проверке').first()).toBeVisible();
  await page.goto('/cabinet/payments');
  await expect(page.getByRole('link', { name: 'Скачать чек' })).toHaveCount(1);
  const receiving = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Скачать чек' }).click();
  const receipt = info.outputPath('receipt.pdf');
  await (await receiving).saveAs(receipt);
  expect(execFileSync('pdftotext', [receipt, '-']).toString()).toMatch(/3\s500,00/);
  expect(execFileSync('pdfsig', ['-nocert', receipt]).toString()).toContain('Signature is Valid');
  await control('payment-provider', 'ok');

  // 9. The history; sign-out; sign-in by phone and password; recovery.
  await page.goto('/cabinet/applications');
  await expect(page.locator('main')).toContainText(application);
  await page.goto(address);
  for (const step of ['Отправлено', 'Нужны дополнения', 'Одобрено', 'Результат готов']) await expect(page.locator('main')).toContainText(step);
  await press(page, 'Выйти');
  await page.goto('/cabinet');
  await expect(page).toHaveURL(/sign-in/);
  await signIn(page, who.phone);
  await expect(page).toHaveURL(/\/cabinet/);

  await press(page, 'Выйти');
  await page.goto('/sign-in');
  await follow(page, 'Забыли пароль?');
  await page.getByRole('textbox').first().fill(who.phone);
  const asked = await mark();
  // A contact is sent one code a minute at the most: a person who is that quick presses again.
  await expect(async () => {
    if (!page.url().endsWith('/recover/code')) await press(page, 'Найти');
    expect(page.url()).toContain('/recover/code');
  }).toPass({ timeout: 300_000, intervals: [4_000] });
  const [, code] = await message('sms', who.phone, asked, /восстановления пароля: (\d{6})/);
  await page.getByLabel('Код подтверждения').fill(code);
  await press(page, 'Подтвердить');
  const fresh = `${password}-2`;
  await page.locator('input[type=password]').nth(0).fill(fresh);
  await page.locator('input[type=password]').nth(1).fill(fresh);
  await press(page, /Сохранить/);
  await message('sms', who.phone, asked, /Пароль изменён/);
  await signIn(page, who.phone, fresh);
  await expect(page).toHaveURL(/\/cabinet/);
});
