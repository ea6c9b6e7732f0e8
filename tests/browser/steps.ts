// What people do on the portal, in the words that they read there.
import { expect, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { type Citizen, mark, message, signingIn, type Staff, typed } from './sandbox.ts';

export const password = 'Zelenyj-Parohod!47-Okno';

/** Does what leads to another page, and waits until that page is there whole: what comes next never meets the old one. */
export async function leading(page: Page, act: () => Promise<unknown>): Promise<void> {
  await page.waitForLoadState();
  await Promise.all([page.waitForEvent('load'), act()]);
}

/** Presses a button as a person does; every button of the portal leads to a page. */
export const press = (page: Page, name: string | RegExp) =>
  leading(page, () => page.getByRole('button', { name, exact: typeof name === 'string' }).first().click());

/** Follows a link to a page of the portal. */
export const follow = (page: Page, name: string | RegExp) => leading(page, () => page.getByRole('link', { name }).first().click());

/** The number of an application, as the page shows it where it is sent or told. */
export const applicationNumber = async (page: Page): Promise<string> => {
  const shown = await page.locator('main .panel__number, main .number').first().innerText();
  if (!/^\d{4}-\d{4,}-\d{2}$/.test(shown.trim())) throw new Error(`${shown} is no number of an application`);
  return shown.trim();
};

/** Registers by phone, from the registration page to the end. */
export async function register(page: Page, who: Citizen): Promise<void> {
  await page.getByLabel('Фамилия', { exact: true }).fill(who.family_name);
  await page.getByLabel('Имя', { exact: true }).fill(who.given_name);
  await page.getByLabel('Мобильный телефон').fill(who.phone);
  await page.getByLabel(/^Принимаю/).check();
  await page.getByLabel(/^Соглашаюсь/).check();
  const since = await mark();
  await press(page, 'Зарегистрироваться');
  const [, code] = await message('sms', who.phone, since, /Код подтверждения: (\d{6})/);
  await page.getByLabel('Код подтверждения').fill(code);
  await press(page, 'Подтвердить');
  await page.getByLabel('Пароль', { exact: true }).fill(password);
  await page.getByLabel('Пароль ещё раз').fill(password);
  await press(page, 'Сохранить пароль');
  await expect(page.getByRole('heading', { name: 'Учётная запись создана' })).toBeVisible();
}

/** Fills the twelve fields of the personal data and two beside them. */
export async function fillPersonalData(page: Page, who: Citizen): Promise<void> {
  const fill = (label: string, value: string) => page.getByLabel(label, { exact: true }).fill(value);
  await fill('Фамилия', who.family_name);
  await fill('Имя', who.given_name);
  await fill('Отчество', who.patronymic ?? '');
  await page.getByLabel(who.sex === 'female' ? 'Женский' : 'Мужской').check();
  await fill('Дата рождения', typed(who.born_on));
  await fill('Место рождения', who.birth_place);
  await fill('Гражданство', who.citizenship);
  await fill('Серия и номер паспорта', `${who.passport.series} ${who.passport.number}`);
  await fill('Дата выдачи', typed(who.passport.issued_on));
  await fill('Кем выдан', who.passport.issued_by);
  await fill('Код подразделения', who.passport.subdivision_code);
  await fill('СНИЛС', who.snils);
  await fill('ИНН', who.inn);
  await fill('Адрес регистрации', who.address);
  // Suggestions go away with whoever leaves the field.
  await page.getByLabel('Адрес регистрации', { exact: true }).blur();
  await press(page, 'Сохранить');
}

/** Signs a member of staff in, in a browser of their own. */
export async function onDuty(browser: Browser, who: Staff, viewport?: { width: number; height: number }): Promise<Page> {
  const context: BrowserContext = await browser.newContext({ viewport: viewport ?? { width: 1280, height: 900 }, locale: 'ru-RU' });
  const page = await context.newPage();
  await signingIn(who, async (code) => {
    await page.goto('/staff/sign-in');
    await page.getByLabel('Имя для входа').fill(who.sign_in);
    await page.getByLabel('Пароль', { exact: true }).fill(who.password);
    await page.getByLabel(/Код/).fill(code);
    await press(page, 'Войти');
    return !page.url().endsWith('/staff/sign-in');
  });
  return page;
}

/** The operator finds the account, compares every line with the passport, and confirms. */
export async function confirmIdentity(operator: Page, accountNumber: string): Promise<void> {
  await operator.goto('/centre-desk');
  await operator.getByLabel(/номер/i).first().fill(accountNumber);
  await operator.getByRole('radio').first().check();
  await press(operator, 'Найти');
  await expect(operator.getByRole('button', { name: /Подтвердить личность/ })).toBeVisible();
  for (const line of await operator.getByRole('checkbox').all()) await line.check();
  await press(operator, /Подтвердить личность/);
}

/** Signs a citizen in by phone and password. */
export async function signIn(page: Page, login: string, secret = password): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Телефон, электронная почта или СНИЛС').fill(login);
  await page.getByLabel('Пароль', { exact: true }).fill(secret);
  await press(page, 'Войти');
}
