// Whole ways with the keyboard alone: no mouse is touched.
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { choose, enter, tick, to, type } from './keyboard.ts';
import { confirmed, visitor } from './people.ts';
import { citizen, mark, message, typed } from './sandbox.ts';
import { browserOf, stage } from './stage.ts';
import { leading, password } from './steps.ts';

const attachment = fileURLToPath(new URL('files/certificate.pdf', import.meta.url));

test('a citizen registers, applies with an attachment and sees the application', async ({ page }) => {
  const who = citizen('+79005550109');
  await page.goto('/register');
  // The first stop leads over the header.
  await page.keyboard.press('Tab');
  await expect(page.locator('.govuk-skip-link')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('main')).toBeFocused();
  await enter(page, 'Зарегистрироваться');
  // What is wrong is told first, and each line leads to its field.
  await expect(page.locator('.govuk-error-summary')).toBeFocused();
  await to(page, /фамилию/i, 'A');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Фамилия', { exact: true })).toBeFocused();
  await page.keyboard.type(who.family_name);
  await type(page, 'Имя', who.given_name);
  await type(page, 'Мобильный телефон', who.phone);
  await tick(page, /^Принимаю/);
  await tick(page, /^Соглашаюсь/);
  const since = await mark();
  await enter(page, 'Зарегистрироваться');
  const [, code] = await message('sms', who.phone, since, /Код подтверждения: (\d{6})/);
  await type(page, 'Код подтверждения', code);
  await enter(page, 'Подтвердить');
  await type(page, 'Пароль', password);
  await to(page, 'Показать пароль');
  await page.keyboard.press('Space');
  await expect(page.getByLabel('Пароль', { exact: true })).toHaveAttribute('type', 'text');
  await type(page, 'Пароль ещё раз', password);
  await enter(page, 'Сохранить пароль');
  await enter(page, 'Заполнить профиль');
  await enter(page, 'Заполнить профиль');

  await type(page, 'Отчество', who.patronymic ?? '');
  await choose(page, /^Пол/, who.sex === 'female' ? 'Женский' : 'Мужской');
  const answers: [string, string][] = [
    ['Дата рождения', typed(who.born_on)], ['Место рождения', who.birth_place], ['Гражданство', who.citizenship],
    ['Серия и номер паспорта', `${who.passport.series}${who.passport.number}`], ['Дата выдачи', typed(who.passport.issued_on)],
    ['Кем выдан', who.passport.issued_by], ['Код подразделения', who.passport.subdivision_code], ['СНИЛС', who.snils], ['ИНН', who.inn],
    ['Адрес регистрации', who.address],
  ];
  for (const [label, text] of answers) await type(page, label, text);
  await enter(page, 'Сохранить');
  await message('sms', who.phone, since, /стандартная учётная запись/);

  // The centre does its part; the citizen goes on.
  const operator = await visitor(await browserOf('operator'));
  await confirmed(await visitor(await page.context().storageState()), operator);

  await page.goto('/services/criminal-record-certificate');
  await enter(page, 'Получить услугу');
  await choose(page, /меняли фамилию/, 'Да');
  await choose(page, /Почему менялось/, 'Брак или развод');
  await enter(page, 'Продолжить');
  await type(page, 'Прежняя фамилия', 'Лугова');
  await type(page, 'Дата изменения', '27.03.2015');
  await enter(page, 'Продолжить');
  await expect(page.locator('.govuk-error-summary')).toBeFocused();
  await to(page, /Документ о перемене имени/, 'A');
  await page.keyboard.press('Enter');
  await expect(page.locator('input[type=file]')).toBeFocused();
  const choosing = page.waitForEvent('filechooser');
  await page.keyboard.press('Enter');
  await (await choosing).setFiles(attachment);
  await enter(page, 'Продолжить');
  await choose(page, /жили в других/, 'Нет');
  await enter(page, 'Продолжить');
  await choose(page, /понесёте справку/, /консульство/);
  await enter(page, 'Продолжить');
  await choose(page, /На каком языке/, 'На русском');
  await choose(page, /бумажная/, 'Нет');
  await enter(page, 'Продолжить');
  await expect(page.getByRole('heading', { name: 'Проверьте данные' })).toBeVisible();
  await enter(page, 'Отправить');
  await enter(page, 'Перейти к заявлению');
  await expect(page.getByText('На проверке').first()).toBeVisible();
});

test('an officer decides; single keys can be switched off', async ({ browser }) => {
  const { at } = stage();
  const page = await (await browser.newContext({ storageState: await browserOf('officer'), locale: 'ru-RU' })).newPage();
  const number = at.waitingCase.split('/').at(-1)!;
  await page.goto('/desk');
  await enter(page, number);
  await leading(page, () => page.keyboard.press('t'));
  await expect(page.getByRole('button', { name: /Вернуть в очередь/ })).toBeVisible();

  // The menu opens, closes and gives the focus back.
  await to(page, /инспектор/i, 'SUMMARY');
  await page.keyboard.press('Enter');
  await expect(page.locator('.header__panel')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('.header__panel')).toBeHidden();
  await expect(page.locator('.header__more summary')).toBeFocused();
  await page.keyboard.press('Enter');
  await enter(page, 'Выключить быстрые клавиши');
  await page.keyboard.press('n');
  await page.keyboard.press('r');
  await expect(page).toHaveURL(new RegExp(at.waitingCase));
  await expect(page.locator('kbd').first()).toBeHidden();
  expect(await page.locator('[aria-keyshortcuts]').count()).toBe(0);

  await choose(page, /задолженность/, 'Нет');
  await enter(page, /Одобрить и выдать/);
  await expect(page.getByText(/Одобрено|Результат готов/).first()).toBeVisible();
});
