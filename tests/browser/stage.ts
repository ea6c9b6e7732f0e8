// Every state of the way, made once for all audits: people, their browsers and the addresses of what they made.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type APIRequestContext, expect } from '@playwright/test';
import { open, send, unescaped, type Values } from './forms.ts';
import { accountNumber, atWork, beginRegistration, confirmed, draft, paper, photograph, proveContact, registered, saveData, sent, standard, visitor, visitTo } from './people.ts';
import { citizen, control, day, mark, message } from './sandbox.ts';
import { password } from './steps.ts';

type Browser = Awaited<ReturnType<APIRequestContext['storageState']>>;
type Browsers = Record<string, Browser>;
export interface Stage { browsers: Browsers; at: Record<string, string> }

const kept = fileURLToPath(new URL('.stage/stage.json', import.meta.url));

/** What `make()` made. */
export const stage = (): Stage => {
  if (!existsSync(kept)) throw new Error('run the project "stage" first');
  return JSON.parse(readFileSync(kept, 'utf8')) as Stage;
};

/** Who of them signs in how. */
const citizens: Record<string, string> = {
  citizen: '+79005550103', she: '+79005550113', he: '+79005550106', newcomer: '+79005550108', unlucky: '+79005550107', parent: '+79005550115', longtime: '+79005550118',
};
const onDuty: Record<string, [string, string?]> = {
  operator: ['operator'], officer: ['officer', 'tax-service'], head: ['head', 'tax-service'], administrator: ['administrator'],
};

/**
 * The browser of one of them, as `make()` left it. Sessions end when nothing happens for half an hour, and a slow machine needs that long
 * for what comes before: then they have signed in again.
 */
export async function browserOf(who: string): Promise<Browser | undefined> {
  const left = stage().browsers[who];
  if (!(who in citizens || who in onDuty)) return left;
  const browser = await visitor(left);
  if (!(await open(browser, who in onDuty ? '/staff/password' : '/cabinet')).url.includes('/sign-in')) return browser.storageState();
  if (who in onDuty) return (await atWork(...onDuty[who])).storageState();
  const { phone, account } = citizen(citizens[who]);
  await send(browser, '/sign-in', { login: phone, password: account?.password ?? password });
  return browser.storageState();
}

const tax: Values[] = [{ as_whom: 'person', inn: citizen('+79005550103').inn }, { on_day: day(-21), recipient: 'self' }];

export async function make(): Promise<void> {
  const browsers: Browsers = {};
  const at: Record<string, string> = {};
  const keep = async (name: string, browser: APIRequestContext) => { browsers[name] = await browser.storageState(); };

  await keep('registering', (await beginRegistration(citizen('+79005550110'))).browser);
  await keep('choosing', await proveContact(citizen('+79005550111')));
  await keep('newcomer', await newcomer());
  const [operator, officer] = [await atWork('operator'), await atWork('officer', 'tax-service')];
  const main = await standard(citizen('+79005550103'));
  at.visit = await confirmed(main, operator);
  await keep('recovering', await recovering('+79005550199'));
  await keep('unlucky', await unlucky(operator, at));
  // Two who will marry (marriage.ts).
  for (const [name, phone] of [['she', '+79005550113'], ['he', '+79005550106']] as const) {
    const browser = await standard(citizen(phone));
    await confirmed(browser, operator);
    await keep(name, browser);
  }
  await applications(main, officer, at);
  await returned(main, officer, at);
  await forms(main, at);
  await papers(main, at);
  await elsewhere(main, at);
  const administrator = await atWork('administrator');
  await renewed(main, administrator, at);
  await inTheMaking(officer, at);
  await keep('administrator', administrator);
  await keep('citizen', main);
  await keep('operator', operator);
  await keep('officer', officer);
  await keep('head', await atWork('head', 'tax-service'));
  await keep('parent', await resident('+79005550115'));
  await keep('longtime', await longAgo(at));
  mkdirSync(new URL('.', `file://${kept}`), { recursive: true });
  writeFileSync(kept, JSON.stringify({ browsers, at }));
}

/** Just registered, with an e-mail address that waits for its code. */
async function newcomer(): Promise<APIRequestContext> {
  const who = citizen('+79005550108');
  const browser = await registered(who);
  await send(browser, '/cabinet/settings/email', { contact: who.email, password: 'Zelenyj-Parohod!47-Okno' });
  return browser;
}

/** Nobody has this login; the portal asks for the code all the same. */
async function recovering(login: string): Promise<APIRequestContext> {
  const browser = await visitor();
  await send(browser, '/recover', { login });
  return browser;
}

/** Somebody whom a registry does not know; the operator sees it too. */
async function unlucky(operator: APIRequestContext, at: Record<string, string>): Promise<APIRequestContext> {
  const who = citizen('+79005550107');
  const browser = await registered(who);
  await control('pension-fund', 'disagree');
  await saveData(browser, who);
  await expect.poll(async () => (await open(browser, '/cabinet/profile')).text).toContain('Данные не совпали с реестром');
  await control('pension-fund', 'ok');
  at.unluckyVisit = await visitTo(operator, await accountNumber(browser));
  await household(browser, at);
  return browser;
}

/** One record of each kind. */
async function household(browser: APIRequestContext, at: Record<string, string>): Promise<void> {
  const records: Record<string, Values> = {
    child: { family_name: 'Белая-Тихонова', given_name: 'Александра-Виктория', born_on: '12.03.2024', sex: 'female', certificate: 'IV-МЮ 123456' },
    vehicle: { model: 'Лада Веста', plate: 'А123ВС77', vin: 'XTA210990Y2766389', year: '2021' },
    licence: { number: '9901123456', issued_on: '10.12.2015', valid_until: '10.12.2025', categories: ['B', 'C'] },
    policy: { number: '1234567890123452', insurer: 'Надёжная страховая медицинская организация' },
    organisation: { name: 'ООО «Ромашка»', inn: '7707083893', ogrn: '1027700132195' },
  };
  for (const [kind, values] of Object.entries(records)) await send(browser, `/cabinet/household/add/${kind}`, values);
  at.child = (await open(browser, '/cabinet/household')).text.match(/href="(\/cabinet\/household\/records\/[^"/]*)"/)![1];
}

/** One application in each state that people meet. */
async function applications(main: APIRequestContext, officer: APIRequestContext, at: Record<string, string>): Promise<void> {
  const one = async () => sent(main, await draft(main, 'tax-debt-certificate', tax));
  const take = async (number: string) => send(officer, `/desk/${number}`, {}, `/desk/${number}/take`);
  const since = await mark();

  const withdrawn = await one();
  await send(main, `${withdrawn.path}/withdraw`, {});
  const refused = await one();
  await take(refused.number);
  const { text } = await open(officer, `/desk/${refused.number}/refuse`);
  await send(officer, `/desk/${refused.number}/refuse`, { ground: text.match(/name="ground" type="radio" value="([^"]*)"/)![1], text: 'Проверьте дату.' });
  const asked = await one();
  await take(asked.number);
  await send(officer, `/desk/${asked.number}/ask`, { text: 'Приложите письмо банка, в котором указан срок и назначение справки.' });
  const ready = await one();
  await take(ready.number);
  await send(officer, `/desk/${ready.number}`, { debt: 'no' }, `/desk/${ready.number}/approve`);
  await message('sms', citizen('+79005550103').phone, since, new RegExp(`${ready.number}: результат готов`));
  const rated = await one();
  await take(rated.number);
  await send(officer, `/desk/${rated.number}`, { debt: 'no' }, `/desk/${rated.number}/approve`);
  await message('sms', citizen('+79005550103').phone, since, new RegExp(`${rated.number}: результат готов`));
  await send(main, rated.path, { stars: '5', comment: 'Быстро и понятно, спасибо.' }, `${rated.path}/rating`);
  const taken = await one();
  await take(taken.number);
  const waiting = await one();
  const approved = await one();
  for (const [name, made] of Object.entries({ withdrawn, refused, asked, ready, rated, taken, waiting, approved })) {
    at[name] = made.path;
    at[`${name}Case`] = `/desk/${made.number}`;
  }
}

/** One answer is returned to be corrected; another was; a child was typed whom the profile does not have. */
async function returned(main: APIRequestContext, officer: APIRequestContext, at: Record<string, string>): Promise<void> {
  const back = async (name: string) => {
    const { path, number } = await sent(main, await draft(main, 'tax-debt-certificate', tax));
    await send(officer, `/desk/${number}`, {}, `/desk/${number}/take`);
    await send(officer, `/desk/${number}/ask`, { correct: ['inn', 'on_day'], text: 'Проверьте дату.' });
    at[name] = path;
    at[`${name}Case`] = `/desk/${number}`;
    return path;
  };
  const corrected = await back('corrected');
  await send(main, `${corrected}/corrections`, { ...tax[0], on_day: day(-20), do: 'continue' });
  await back('returned');
  const clinic = await draft(main, 'clinic-attachment', [
    {
      for_whom: 'child', 'child.family_name': 'Белая-Тихонова', 'child.given_name': 'Александра-Виктория', 'child.born_on': '12.03.2020',
      'child.certificate': 'IV-МЮ 123456', child_policy: '7700112233445577',
    },
    { home_address: citizen('+79005550103').address, changed_this_year: 'no' },
    { profiles: ['general'], child_clinic: 'd17' },
    { hard_to_come: 'no', contact_phone: citizen('+79005550103').phone },
  ]);
  at.typed = (await sent(main, clinic)).path;
}

/** The same person has signed in on another machine. */
async function elsewhere(main: APIRequestContext, at: Record<string, string>): Promise<void> {
  await send(await visitor(), '/sign-in', { login: citizen('+79005550103').phone, password });
  at.session = (await open(main, '/cabinet/settings')).text.match(/href="(\/cabinet\/settings\/sessions\/[^"/]*\/end)"/)![1];
}

/** Somebody of the demo's families, who has an account from the start. */
async function resident(known: string): Promise<APIRequestContext> {
  const browser = await visitor();
  const { phone, account } = citizen(known);
  await send(browser, '/sign-in', { login: phone, password: account!.password });
  return browser;
}

/** Somebody of the demo with a past: where the pages are of what ended, in which way, and of a draft that was forgotten. */
async function longAgo(at: Record<string, string>): Promise<APIRequestContext> {
  const browser = await resident('+79005550118');
  const listed = new Set<string>();
  for (const state of ['expired', 'refused', 'withdrawn', 'declined']) {
    const { text } = await open(browser, `/cabinet/applications?state=${state}`);
    const paths = [...text.matchAll(/class="row__link" href="([^"]*)"/g)].map(([, path]) => path);
    expect(paths.length, state).toBeGreaterThan(0);
    paths.forEach((path, place) => { at[`long ago: ${state}, ${place + 1}`] = path; });
  }
  for (const [, path] of (await open(browser, '/cabinet/applications')).text.matchAll(/class="row__link" href="([^"]*)"/g)) listed.add(path);
  const { text } = await open(browser, '/cabinet/applications/history');
  const told = [...text.matchAll(/href="(\/cabinet\/applications\/[0-9a-f-]{36})"/g)].map(([, path]) => path);
  at['long ago: a forgotten draft'] = told.find((path) => !listed.has(path))!;
  expect(at['long ago: a forgotten draft'], 'a forgotten draft').toBeTruthy();
  return browser;
}

/** Drafts with every kind of question; a charge that waits and one that is paid. */
async function forms(main: APIRequestContext, at: Record<string, string>): Promise<void> {
  const who = citizen('+79005550103');
  const toPassport = (secrets: string): Values[] => [
    { for_whom: 'self' }, { latin_family_name: 'SOKOLOVA', latin_given_name: 'MARIA', has_passport: 'no' },
    { occupation: 'retired', state_secrets: secrets }, { registration_address: who.address, photo: photograph() }, { office: 'centre' },
  ];
  const due = await sent(main, await draft(main, 'foreign-passport', toPassport('no')));
  const paid = await sent(main, await draft(main, 'foreign-passport', toPassport('no')));
  at.due = due.path;
  at.charge = await chargeOf(main, due.path);
  at.paid = await chargeOf(main, paid.path);
  await pay(main, at.paid);
  at.unmet = await draft(main, 'foreign-passport', toPassport('yes'));
  at.record = await draft(main, 'criminal-record-certificate', [{ name_changed: 'yes', name_change_reason: 'marriage' }]);
  at.home = await draft(main, 'residence-registration', [
    { new_address: who.address, moved_on: day(-21) }, { was_registered: 'no' }, { basis: 'owner' }, { with_children: 'yes' },
  ]);
  at.hunting = await draft(main, 'hunting-ticket', [{ reason: 'first' }, { knows_rules: 'yes', conviction: 'no' }]);
  at.licence = await draft(main, 'driver-licence', [{ reason: 'first' }]);
  at.complete = await draft(main, 'tax-debt-certificate', tax);
}

const chargeOf = async (main: APIRequestContext, path: string): Promise<string> =>
  (await open(main, path)).text.match(/href="(\/cabinet\/payments\/[^"?]*)/)![1];

/** Pays at the provider and comes back. */
async function pay(main: APIRequestContext, charge: string): Promise<void> {
  const { url, text } = await send(main, charge, {}, `${charge}/pay`);
  const card = Object.fromEntries(['number', 'until', 'code'].map((name) => [name, text.match(new RegExp(`name="${name}" value="([^"]*)"`))![1]]));
  await send(main, url, { ...card, action: 'pay' });
  await open(main, `${charge}/return`);
}

/** A draft whose service got a new edition: one answer does not fit any more, one question is gone. */
async function renewed(main: APIRequestContext, administrator: APIRequestContext, at: Record<string, string>): Promise<void> {
  const code = 'stage-paper';
  at.editor = `/administration/services/${code}`;
  const publish = async (text: string) => {
    const { url } = await send(administrator, `${at.editor}/edit`, { text, do: 'publish', note: 'Для проверки страниц' });
    expect(url, 'the edition is published').not.toContain('/edit');
  };
  await send(administrator, '/administration/services/new', { code, title_ru: 'Справка для проверки страниц', title_en: 'Certificate for audits', agency: 'tax-service', category: 'documents' });
  const { text } = await open(administrator, `${at.editor}/edit`);
  const first = unescaped(text.match(/<textarea[^>]*id="editor-text"[^>]*>\n?([\s\S]*?)<\/textarea>/)![1]);
  await publish(first);
  const path = await draft(main, code, [{ purpose: 'other', purpose_text: 'В банк' }]);
  await publish(first.replace('{id: other, title', '{id: school, title').replace('purpose == "other"', 'purpose == "school"'));
  at.renewed = path;
  await open(main, `${path}/continue`);
}

/** Approved while the authority for time stamps is away: the result waits for it. Whoever needs results puts it right again. */
async function inTheMaking(officer: APIRequestContext, at: Record<string, string>): Promise<void> {
  await control('time-stamp-authority', 'down');
  await send(officer, at.approvedCase, {}, `${at.approvedCase}/take`);
  await send(officer, at.approvedCase, { debt: 'no' }, `${at.approvedCase}/approve`);
}

/** A file on the shelf and the number of a document. */
async function papers(main: APIRequestContext, at: Record<string, string>): Promise<void> {
  const { text } = await send(main, '/cabinet/files', { file: paper('Письмо из банка о назначении и сроке справки, полное название.pdf') });
  at.file = text.match(/href="(\/cabinet\/files\/[^"/]*)\/remove"/)![1];
  const documents = await open(main, '/cabinet/documents');
  at.check = documents.text.match(/href="(\/check\/[^"]*)"/)![1];
}
