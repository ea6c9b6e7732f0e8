// People of the demo on their way, without a browser: registered, with a standard or a confirmed account, on duty.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, request as clients, type APIRequestContext } from '@playwright/test';
import { type Answer, open, send, type Upload, type Values } from './forms.ts';
import { type Citizen, message, type Staff, staff, totp, typed } from './sandbox.ts';
import { password } from './steps.ts';

/** A paper to attach. */
export const paper = (name = 'certificate.pdf'): Upload =>
  ({ name, mimeType: 'application/pdf', buffer: readFileSync(fileURLToPath(new URL('files/certificate.pdf', import.meta.url))) });

/** Somebody's browser that shows nothing. */
export const visitor = (): Promise<APIRequestContext> =>
  clients.newContext({ baseURL: process.env.OKNO_URL, extraHTTPHeaders: { 'accept-language': 'ru' } });

/** Up to the page that asks for the code. */
export async function beginRegistration(who: Citizen): Promise<{ browser: APIRequestContext; since: Date }> {
  const browser = await visitor();
  const since = new Date(Date.now() - 2_000);
  await send(browser, '/register', { family_name: who.family_name, given_name: who.given_name, phone: who.phone, terms: 'yes', privacy: 'yes' });
  return { browser, since };
}

/** Up to the page that asks for a password. */
export async function proveContact(who: Citizen): Promise<APIRequestContext> {
  const { browser, since } = await beginRegistration(who);
  const [, code] = await message('sms', who.phone, since, /Код подтверждения: (\d{6})/);
  await send(browser, '/register/code', { code });
  return browser;
}

/** A simplified account. */
export async function registered(who: Citizen): Promise<APIRequestContext> {
  const browser = await proveContact(who);
  await send(browser, '/register/password', { password, password_again: password });
  return browser;
}

/** The personal data, sent to the registries. */
export async function saveData(browser: APIRequestContext, who: Citizen): Promise<void> {
  await send(browser, '/cabinet/profile/edit', {
    family_name: who.family_name, given_name: who.given_name, patronymic: who.patronymic ?? '', sex: who.sex,
    born_on: typed(who.born_on), birth_place: who.birth_place, citizenship: who.citizenship,
    passport: `${who.passport.series} ${who.passport.number}`, passport_issued_on: typed(who.passport.issued_on),
    passport_issued_by: who.passport.issued_by, subdivision_code: who.passport.subdivision_code,
    snils: who.snils, inn: who.inn, address: who.address,
  });
}

/** A standard account: both registries agreed. */
export async function standard(who: Citizen): Promise<APIRequestContext> {
  const browser = await registered(who);
  const since = new Date(Date.now() - 2_000);
  await saveData(browser, who);
  await message('sms', who.phone, since, /стандартная учётная запись/);
  return browser;
}

/** A member of staff, signed in. */
export async function atWork(role: string, agency?: string): Promise<APIRequestContext> {
  const who: Staff = staff(role, agency);
  const browser = await visitor();
  // A code serves once: whoever signed in within the same half minute waits for the next.
  await expect(async () => { await send(browser, '/staff/sign-in', { name: who.sign_in, password: who.password, code: totp(who.totp_secret) }); })
    .toPass({ timeout: 70_000, intervals: [5_000] });
  return browser;
}

/** The operator finds the account by its number; answers with the path of the visit. */
export async function visitTo(operator: APIRequestContext, account: string): Promise<string> {
  const { text } = await open(operator, '/centre-desk');
  const reason = text.match(/name="reason" type="radio" value="([^"]*)"/)![1];
  const { url } = await send(operator, '/centre-desk', { query: account, reason }, '/centre-desk/search');
  return new URL(url).pathname;
}

/** The number of one's account. */
export const accountNumber = async (browser: APIRequestContext): Promise<string> =>
  (await open(browser, '/cabinet/settings')).text.replace(/<[^>]+>/g, ' ').match(/Номер учётной записи:?\s+([\d\s-]+\d)/)![1];

/** A confirmed account, and the visit in which it was confirmed. */
export async function confirmed(browser: APIRequestContext, operator: APIRequestContext): Promise<string> {
  const visit = await visitTo(operator, await accountNumber(browser));
  const { text } = await open(operator, visit);
  const seen = [...text.matchAll(/name="seen" type="checkbox" value="([^"]*)"/g)].map(([, value]) => value);
  await send(operator, visit, { seen }, `${visit}/confirm`);
  return visit;
}

/** Fills pages of a service one after another; answers with the path of the draft. Nothing is given for a page: it stays as it is. */
export async function draft(browser: APIRequestContext, code: string, pages: Values[]): Promise<string> {
  let at: Answer = await open(browser, `/services/${code}/apply`);
  for (const values of pages) at = await send(browser, at.url, { ...values, do: 'continue' });
  return new URL(at.url).pathname.split('/').slice(0, 4).join('/');
}

/** Sends a draft; answers with its path and number. */
export async function sent(browser: APIRequestContext, path: string): Promise<{ path: string; number: string }> {
  const { text } = await send(browser, `${path}/check`, {});
  return { path, number: text.match(/(?<![0-9a-f])\d{4}-\d{4,}-\d{2}(?![-0-9a-f])/)![0] };
}
