// One service of each kind, from its first page to its signed result: on a desk, on a phone, and where scripts do not run.
// Two people who both confirm are in two.spec.ts.
import { fileURLToPath } from 'node:url';
import { expect, test, type APIRequestContext, type Page } from '@playwright/test';
import { accessible } from './accessible.ts';
import { open, send, type Values } from './forms.ts';
import { sticksOut } from './looks.ts';
import { atWork, confirmed, registered, saveData } from './people.ts';
import { citizen, day, mark, message } from './sandbox.ts';
import { applicationNumber, follow, press } from './steps.ts';

const paper = fileURLToPath(new URL('files/certificate.pdf', import.meta.url));
const photo = fileURLToPath(new URL('files/photo.png', import.meta.url));
const who = citizen('+79005550114');

type Answers = Record<string, string>;
interface Kind { name: string; code: string; agency: string; pages: Answers[]; fee?: RegExp; decision: Values }

// The reports of the last year come in March only.
const reported = String(new Date().getFullYear() - 2);
const kinds: Kind[] = [
  {
    name: 'a certificate', code: 'income-certificate', agency: 'tax-service',
    pages: [{ year: reported, inn: who.inn }, { source: 'all' }, { purpose: 'self' }],
    decision: { payers: 'ООО «Ромашка», ИНН 7707083893', income: '960000', tax_base: '960000', tax: '124800' },
  },
  {
    name: 'a licence with a duty', code: 'driver-licence', agency: 'traffic-inspectorate', fee: /\d\s000,00\s₽|\d\d\d,00\s₽/,
    pages: [{ reason: 'international' }, { former_number: '9901123456', former_issued_on: day(-2_000) }, { categories: 'a' }, { office: 'west' }],
    decision: {},
  },
  {
    name: 'a benefit that asks for the household', code: 'child-benefit', agency: 'social-fund',
    pages: [
      { region: 'tatarstan', marital: 'single' },
      {
        'children.0.child.family_name': 'Рогов', 'children.0.child.given_name': 'Лев', 'children.0.child.born_on': day(-620),
        'children.0.child.certificate': 'IV-МЮ 123456', 'children.0.wants': 'yes', has_students: 'no',
      },
      { had_income: 'yes', 'incomes.0.who': 'self', 'incomes.0.source': 'pension', 'incomes.0.amount': '120 000' },
      { no_earnings_reason: 'small_child' },
      { homes: '1', cars: '0' },
      { bank: 'Надёжный банк', bik: '044525000', account: '40817810000000000001', contact_phone: who.phone },
    ],
    decision: { share: 'whole', monthly: '16000', paid_from: day(-21), paid_until: day(344) },
  },
  {
    name: 'a document in exchange, with a photo', code: 'foreign-passport', agency: 'migration-department', fee: /3\s500,00\s₽/,
    pages: [
      { for_whom: 'self' }, { latin_family_name: 'ROGOV', latin_given_name: 'STEPAN', has_passport: 'no' },
      { occupation: 'retired', state_secrets: 'no' }, { registration_address: who.address, photo }, { office: 'centre' },
    ],
    decision: {},
  },
];

/** Answers one question as a person does: ticks, types or attaches. */
async function answer(page: Page, name: string, value: string): Promise<void> {
  const field = page.locator(`[name="${name}"]`);
  const kind = await field.first().evaluate((element) => (element as HTMLInputElement).type);
  if (kind === 'radio' || kind === 'checkbox') await page.locator(`[name="${name}"][value="${value}"]`).check();
  else if (kind === 'file') await field.setInputFiles(value);
  else {
    await field.first().fill(value);
    // Suggestions go away with whoever leaves the field.
    await field.first().blur();
  }
}

/** Fills a page and goes on. What is asked because of an answer on the same page comes with the page's next showing. */
async function fillPage(page: Page, answers: Answers): Promise<void> {
  const here = new URL(page.url()).pathname;
  const left = new Map(Object.entries(answers));
  for (let showing = 0; showing < 4 && new URL(page.url()).pathname === here; showing++) {
    for (const [name, value] of left) {
      if (await page.locator(`[name="${name}"]`).count() === 0) continue;
      await answer(page, name, value);
      left.delete(name);
    }
    await press(page, 'Продолжить');
  }
  expect(new URL(page.url()).pathname, 'the page is answered').not.toBe(here);
}

/** From the page of the service to the application that is sent; answers with its number. */
async function apply(page: Page, kind: Kind, audited: (page: Page) => Promise<void>): Promise<string> {
  const fine = async () => expect(await sticksOut(page), page.url()).toEqual([]);
  await page.goto(`/services/${kind.code}`);
  await fine();
  await follow(page, 'Получить услугу');
  // Somebody who was here before is asked whether to go on or to begin anew.
  const anew = page.getByRole('button', { name: 'Начать заново' });
  if (await anew.isVisible()) await press(page, 'Начать заново');
  for (const [place, answers] of kind.pages.entries()) {
    await fine();
    if (place === 1) await audited(page);
    await fillPage(page, answers);
  }
  await expect(page.getByRole('heading', { name: 'Проверьте данные' })).toBeVisible();
  await fine();
  await audited(page);
  if (kind.fee) await expect(page.locator('main')).toContainText(kind.fee);
  await press(page, 'Отправить');
  await expect(page.getByRole('heading', { name: 'Заявление отправлено' })).toBeVisible();
  const number = await applicationNumber(page);
  await follow(page, 'Перейти к заявлению');
  return number;
}

async function pay(page: Page): Promise<void> {
  await follow(page, /Оплатить пошлину/);
  await press(page, 'Оплатить');
  await expect(page).toHaveURL(/payments\/pay/);
  await press(page, 'Оплатить');
  await expect(page.getByRole('heading', { name: 'Оплачено' })).toBeVisible();
}

let citizenBrowser: APIRequestContext;
const officers: Record<string, APIRequestContext> = {};

test.beforeAll(async () => {
  citizenBrowser = await registered(who);
  const since = await mark();
  await saveData(citizenBrowser, who);
  await message('sms', who.phone, since, /стандартная учётная запись/);
  await confirmed(citizenBrowser, await atWork('operator'));
  for (const { agency } of kinds) officers[agency] ??= await atWork('officer', agency);
});

interface Window { viewport: { width: number; height: number }; hasTouch?: boolean; isMobile?: boolean; javaScriptEnabled?: boolean }
const windows: { where: string; use: Window }[] = [
  { where: 'at a desk', use: { viewport: { width: 1280, height: 900 } } },
  { where: 'on a phone', use: { viewport: { width: 375, height: 812 }, hasTouch: true, isMobile: true } },
  { where: 'without scripts', use: { viewport: { width: 375, height: 812 }, javaScriptEnabled: false } },
];
for (const { where, use } of windows) {
  for (const kind of kinds) {
    test(`${kind.name}, ${where}`, async ({ browser }) => {
      const context = await browser.newContext({ ...use, locale: 'ru-RU', storageState: await citizenBrowser.storageState() });
      const page = await context.newPage();
      const since = await mark();
      // The rules of accessibility are scripts themselves; the pages are the same.
      const audited = use.javaScriptEnabled === false ? async () => {} : accessible;
      const number = await apply(page, kind, audited);
      const address = page.url();
      if (kind.fee) await pay(page);
      await expect.poll(async () => (await open(officers[kind.agency], `/desk/${number}`)).text).toContain(`/desk/${number}/take`);
      await send(officers[kind.agency], `/desk/${number}`, {}, `/desk/${number}/take`);
      await send(officers[kind.agency], `/desk/${number}`, kind.decision, `/desk/${number}/approve`);
      await message('sms', who.phone, since, new RegExp(`${number}: результат готов`));
      await page.goto(address);
      await expect(page.getByText('Результат готов').first()).toBeVisible();
      await audited(page);
      const link = page.getByRole('link', { name: /Скачать/ }).first();
      const file = await page.request.get((await link.getAttribute('href'))!);
      expect(file.headers()['content-type']).toContain('application/pdf');
      await context.close();
    });
  }
}
