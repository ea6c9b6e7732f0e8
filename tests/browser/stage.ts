// Every state of the way, made once for all audits: people, their browsers and the addresses of what they made.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { APIRequestContext } from '@playwright/test';
import { open, send, type Values } from './forms.ts';
import { accountNumber, atWork, beginRegistration, confirmed, draft, paper, proveContact, registered, saveData, sent, standard, visitor, visitTo } from './people.ts';
import { citizen, control, message } from './sandbox.ts';

type Browsers = Record<string, Awaited<ReturnType<APIRequestContext['storageState']>>>;
export interface Stage { browsers: Browsers; at: Record<string, string> }

const kept = fileURLToPath(new URL('.stage/stage.json', import.meta.url));

/** What `make()` made. */
export const stage = (): Stage => {
  if (!existsSync(kept)) throw new Error('run the project "stage" first');
  return JSON.parse(readFileSync(kept, 'utf8')) as Stage;
};

const tax: Values[] = [{ as_whom: 'person', inn: citizen('+79005550103').inn }, { on_day: '01.11.2026', recipient: 'self' }];

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
  await applications(main, officer, at);
  await forms(main, at);
  await papers(main, at);
  await keep('citizen', main);
  await keep('operator', operator);
  await keep('officer', officer);
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
  const since = new Date(Date.now() - 2_000);
  await saveData(browser, who);
  await message('sms', who.phone, since, /СНИЛС|не совпал|не подтвер|провер/i);
  await control('pension-fund', 'ok');
  at.unluckyVisit = await visitTo(operator, await accountNumber(browser));
  return browser;
}

/** One application in each state that people meet. */
async function applications(main: APIRequestContext, officer: APIRequestContext, at: Record<string, string>): Promise<void> {
  const one = async () => sent(main, await draft(main, 'tax-debt-certificate', tax));
  const take = async (number: string) => send(officer, `/desk/${number}`, {}, `/desk/${number}/take`);
  const since = new Date(Date.now() - 2_000);

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
  const taken = await one();
  await take(taken.number);
  const waiting = await one();
  for (const [name, made] of Object.entries({ withdrawn, refused, asked, ready, taken, waiting })) {
    at[name] = made.path;
    at[`${name}Case`] = `/desk/${made.number}`;
  }
}

/** Drafts with every kind of question; a charge that waits and one that is paid. */
async function forms(main: APIRequestContext, at: Record<string, string>): Promise<void> {
  const who = citizen('+79005550103');
  const toPassport = (secrets: string): Values[] => [
    { for_whom: 'self' }, { latin_family_name: 'SOKOLOVA', latin_given_name: 'MARIA', has_passport: 'no' },
    { occupation: 'retired', state_secrets: secrets }, { registration_address: who.address, photo: paper() }, { office: 'centre' },
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
    { new_address: who.address, moved_on: '01.11.2026' }, { was_registered: 'no' }, { basis: 'owner' }, { with_children: 'yes' },
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

/** A file on the shelf and the number of a document. */
async function papers(main: APIRequestContext, at: Record<string, string>): Promise<void> {
  const { text } = await send(main, '/cabinet/files', { file: paper('Письмо из банка о назначении и сроке справки, полное название.pdf') });
  at.file = text.match(/href="(\/cabinet\/files\/[^"/]*)\/remove"/)![1];
  const documents = await open(main, '/cabinet/documents');
  at.check = documents.text.match(/href="(\/check\/[^"]*)"/)![1];
}
