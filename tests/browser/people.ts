// People of the demo on their way, without a browser: registered, with a standard or a confirmed account, on duty.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { request as clients, type APIRequestContext } from '@playwright/test';
import { type Answer, open, send, type Upload, type Values } from './forms.ts';
import { type Citizen, mark, message, signingIn, staff, typed } from './sandbox.ts';
import { password } from './steps.ts';

/** A paper to attach. */
export const paper = (name = 'certificate.pdf'): Upload =>
  ({ name, mimeType: 'application/pdf', buffer: readFileSync(fileURLToPath(new URL('files/certificate.pdf', import.meta.url))) });

/** A photograph. */
export const photograph = (name = 'photo.png'): Upload =>
  ({ name, mimeType: 'image/png', buffer: readFileSync(fileURLToPath(new URL('files/photo.png', import.meta.url))) });

/** Somebody's browser that shows nothing; with the cookies of another one. */
export const visitor = (storageState?: Awaited<ReturnType<APIRequestContext['storageState']>>): Promise<APIRequestContext> =>
  clients.newContext({ baseURL: process.env.OKNO_URL, extraHTTPHeaders: { 'accept-language': 'ru' }, storageState });

/** Up to the page that asks for the code. */
export async function beginRegistration(who: Citizen): Promise<{ browser: APIRequestContext; since: string }> {
  const browser = await visitor();
  const since = await mark();
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
  const since = await mark();
  await saveData(browser, who);
  await message('sms', who.phone, since, /стандартная учётная запись/);
  return browser;
}

/** A member of staff, signed in. */
export async function atWork(role: string, agency?: string): Promise<APIRequestContext> {
  const who = staff(role, agency);
  const browser = await visitor();
  await signingIn(who, async (code) => {
    const answer = await send(browser, '/staff/sign-in', { name: who.sign_in, password: who.password, code }).catch(() => undefined);
    return answer !== undefined;
  });
  return browser;
}

/** The operator finds the account by its number; answers with the path of the visit. */
export async function visitTo(operator: APIRequestContext, account: string): Promise<string> {
  const { text } = await open(operator, '/centre-desk');
  const reason = text.match(/name="reason" type="radio" value="([^"]*)"/)![1];
  const { url } = await send(operator, '/centre-desk', { query: account, reason }, '/centre-desk/search');
  return new URL(url).pathname;
}

/** The number of an account in what a page says: three, three, two and two digits. */
export const accountIn = (text: string): string => text.match(/Номер учётной записи:?\s+(\d{3}\s\d{3}\s\d\d\s\d\d)(?!\d)/)![1];

/** The number of one's account. */
export const accountNumber = async (browser: APIRequestContext): Promise<string> =>
  accountIn((await open(browser, '/cabinet/settings')).text.replace(/<[^>]+>/g, ' '));

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
  return { path, number: text.match(/panel__number">(\d{4}-\d{4,}-\d{2})</)![1] };
}
