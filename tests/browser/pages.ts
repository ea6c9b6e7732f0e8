// Every page of the portal in every state that people meet. `pages.spec.ts` audits them all; a new page belongs in this list.
import { expect, type Page } from '@playwright/test';
import { fileURLToPath } from 'node:url';
import { send } from './forms.ts';
import { control, day, mark, message } from './sandbox.ts';
import { stage } from './stage.ts';
import { leading } from './steps.ts';

/** Whose browser shows it; the browsers stand in `stage.ts`. */
export type Who = 'guest' | 'registering' | 'choosing' | 'recovering' | 'newcomer' | 'unlucky' | 'citizen' | 'he' | 'parent' | 'longtime' | 'operator' | 'officer' | 'head' | 'administrator';

export interface Spot {
  name: string;
  who: Who;
  path: string;
  /** What is done there before it is looked at, in the words of no language. */
  act?: (page: Page) => Promise<void>;
  /** The status that the page comes with. */
  status?: number;
}

const paper = fileURLToPath(new URL('files/certificate.pdf', import.meta.url));
const photo = fileURLToPath(new URL('files/photo.png', import.meta.url));
const primary = (page: Page) => page.locator('main form[method=post] button.govuk-button:not(.govuk-button--secondary):not([aria-controls])').last();

/** Sends the form as it is; the page comes back with what is wrong. */
const wrong = async (page: Page) => {
  await leading(page, () => primary(page).click());
  await expect(page.locator('.govuk-error-summary')).toBeVisible();
};
const fill = (name: string, value: string, then = wrong) => async (page: Page) => {
  await page.locator(`main [name="${name}"]`).fill(value);
  // Suggestions go away with whoever leaves the field.
  await page.locator(`main [name="${name}"]`).blur();
  await then(page);
};
const press = (selector: string) => async (page: Page) => { await page.locator(selector).first().click(); };
const lead = (selector: string) => (page: Page) => leading(page, () => page.locator(selector).first().click());

/** The page alone and with mistakes. */
const both = (name: string, who: Who, path: string, act = wrong): Spot[] => [{ name, who, path }, { name: `${name}, wrong`, who, path, act }];
const plain = (who: Who, paths: string[]): Spot[] => paths.map((path) => ({ name: path, who, path }));

export function spots(): Spot[] {
  const { at } = stage();
  return [
    ...open(at), ...doors(), ...strange(), ...newcomers(), ...household(at), ...cabinet(at), ...applications(at), ...questions(at), ...interrupted(at), ...regions(), ...longAgo(at),
    ...staff(at), ...editor(at), ...recovered(),
  ];
}

function open(at: Record<string, string>): Spot[] {
  return [
    ...plain('guest', [
      '/', '/services', '/services/criminal-record-certificate', '/services/foreign-passport', '/categories/documents', '/life-events',
      '/life-events/birth', '/agencies', '/agencies/interior-ministry', '/centres', '/centres/tverskoy', '/support', '/about', '/terms',
      '/privacy', '/region', '/search', '/search?q=паспорт', '/search?q=ъъъъъ',
      '/search?q=справка&kind=certificate', '/search?q=справка&kind=permit', '/services?audience=sole-proprietor', '/services/hunting-permit',
      '/life-events/bereavement', '/categories/nature',
    ]),
    { name: 'a document that nobody issued', who: 'guest', path: '/check/0000000000000000', status: 404 },
    { name: 'suggestions', who: 'guest', path: '/', act: async (page) => {
      await page.locator('#search').pressSequentially('passport');
      await expect(page.locator('.suggest__item').first()).toBeVisible();
      await page.keyboard.press('ArrowDown');
    } },
    { name: 'search, an awkward word', who: 'guest', path: `/search?q=${'человеконенавистничество'.repeat(4)}` },
    ...both('check a document', 'guest', '/check', async (page) => {
      await page.locator('#number').fill('12');
      await leading(page, () => page.locator('main .govuk-button').first().click());
      await expect(page.locator('.govuk-error-summary')).toBeVisible();
    }),
    ...both('a document', 'guest', at.check),
    { name: 'a document, compared', who: 'guest', path: at.check, act: async (page) => {
      await page.locator('input[type=file]').setInputFiles(paper);
      await leading(page, () => primary(page).click());
      await expect(page.locator('main .banner')).toBeVisible();
    } },
  ];
}

function doors(): Spot[] {
  return [
    ...both('registration', 'guest', '/register'),
    ...both('registration by e-mail', 'guest', '/register?by=email'),
    ...both('registration, code', 'registering', '/register/code', fill('code', '12')),
    ...both('registration, password', 'choosing', '/register/password', fill('password', '123')),
    { name: 'registration, a link that is gone', who: 'guest', path: '/register/link/AAAAAAAAAAAAAAAAAAAAAA', status: 410 },
    ...both('sign-in', 'guest', '/sign-in'),
    ...both('recovery', 'guest', '/recover'),
    ...both('recovery, code', 'recovering', '/recover/code', fill('code', '12')),
    { name: 'recovery, a link that is gone', who: 'guest', path: '/recover/link/AAAAAAAAAAAAAAAAAAAAAA', status: 410 },
    ...both('staff sign-in', 'guest', '/staff/sign-in'),
  ];
}

function strange(): Spot[] {
  const failures = { denied: 403, conflict: 409, throttled: 429, expired: 403, malformed: 400, 'too-large': 413, overloaded: 503, fault: 500 };
  return [
    { name: 'nothing there', who: 'guest', path: '/nothing/there', status: 404 },
    ...Object.entries(failures).map(([code, status]): Spot => ({ name: `failure: ${code}`, who: 'guest', path: `/styleguide/failures/${code}`, status })),
    ...plain('guest', ['/styleguide', '/styleguide/home', '/styleguide/application', '/styleguide/question', '/styleguide/desk']),
  ];
}

function newcomers(): Spot[] {
  return [
    ...plain('newcomer', [
      '/', '/register/done', '/cabinet', '/cabinet/profile', '/cabinet/applications', '/cabinet/applications/history', '/cabinet/payments',
      '/cabinet/documents', '/cabinet/files', '/cabinet/notifications', '/cabinet/notifications/settings', '/cabinet/settings',
      '/cabinet/access', '/services/criminal-record-certificate', '/services/criminal-record-certificate/apply',
    ]),
    ...both('personal data', 'newcomer', '/cabinet/profile/edit'),
    ...both('a new phone', 'newcomer', '/cabinet/settings/phone'),
    ...both('a new e-mail', 'newcomer', '/cabinet/settings/email'),
    ...both('the password', 'newcomer', '/cabinet/settings/password'),
    ...both('a new e-mail, code', 'newcomer', '/cabinet/settings/email/code', fill('code', '12')),
    { name: 'the link of a contact that is gone', who: 'newcomer', path: '/contacts/link/AAAAAAAAAAAAAAAAAAAAAA', status: 410 },
    { name: 'a registry disagreed', who: 'unlucky', path: '/cabinet/profile' },
    { name: 'a registry disagreed, the data', who: 'unlucky', path: '/cabinet/profile/edit' },
  ];
}

function cabinet(at: Record<string, string>): Spot[] {
  return [
    ...plain('citizen', [
      '/', '/cabinet', '/cabinet/profile', '/cabinet/payments', '/cabinet/documents', '/cabinet/notifications', '/cabinet/settings',
      '/cabinet/access', '/services/foreign-passport', '/services/tax-debt-certificate/apply', '/desk',
    ].filter((path) => path !== '/desk')),
    ...both('files', 'citizen', '/cabinet/files'),
    { name: 'removing a file', who: 'citizen', path: `${at.file}/remove` },
    ...both('ending a session', 'citizen', at.session),
    ...both('ending the other sessions', 'citizen', '/cabinet/settings/sessions/end-others'),
    { name: 'a charge', who: 'citizen', path: at.charge },
    { name: 'a paid charge', who: 'citizen', path: at.paid },
    { name: 'back from the provider', who: 'citizen', path: `${at.paid}/return` },
    { name: 'a charge, the provider is away', who: 'citizen', path: at.charge, act: async (page) => {
      await control('payment-provider', 'down');
      await leading(page, () => primary(page).click());
      await control('payment-provider', 'ok');
      await expect(page.locator('main .notice--warn')).toBeVisible();
    } },
    { name: 'the open menu', who: 'citizen', path: '/cabinet', act: async (page) => {
      await page.setViewportSize({ width: 375, height: 812 });
      await press('.header__more summary')(page);
    } },
  ];
}

function applications(at: Record<string, string>): Spot[] {
  return [
    ...plain('citizen', ['/cabinet/applications', '/cabinet/applications/history']),
    ...['withdrawn', 'refused', 'approved', 'rated', 'taken', 'waiting', 'due', 'returned', 'corrected', 'complete'].map((state): Spot => ({ name: `application: ${state}`, who: 'citizen', path: at[state] })),
    ...both('application: ready', 'citizen', at.ready, lead('main form[action$="/rating"] .govuk-button')),
    ...both('application: asked', 'citizen', at.asked),
    { name: 'corrections', who: 'citizen', path: `${at.returned}/corrections` },
    { name: 'corrections, nothing changed', who: 'citizen', path: `${at.returned}/corrections`, act: async (page) => {
      await leading(page, () => primary(page).click());
      await expect(page.locator('main .banner')).toBeVisible();
    } },
    { name: 'corrections, unclear', who: 'citizen', path: `${at.returned}/corrections`, act: fill('on_day', '31.02.2026') },
    { name: 'application: with what the profile lacks', who: 'citizen', path: at.typed },
    ...both('keeping what was typed', 'citizen', `${at.typed}/household`),
    { name: 'application: sent', who: 'citizen', path: `${at.waiting}/sent` },
    { name: 'application: sent, to be paid', who: 'citizen', path: `${at.due}/sent` },
    { name: 'withdrawing', who: 'citizen', path: `${at.waiting}/withdraw` },
    { name: 'deleting a draft', who: 'citizen', path: `${at.complete}/withdraw` },
    { name: 'check', who: 'citizen', path: `${at.complete}/check` },
    { name: 'check, incomplete', who: 'citizen', path: `${at.home}/check` },
    { name: 'check, not for you', who: 'citizen', path: `${at.unmet}/check` },
  ];
}

/** Pages with every kind of question. */
function questions(at: Record<string, string>): Spot[] {
  const page = (draft: string, id: string, act = wrong) => both(`question: ${draft}/${id}`, 'citizen', `${at[draft]}/pages/${id}`, act);
  return [
    ...page('complete', 'as-whom', fill('inn', '12')),
    ...page('complete', 'day-and-purpose', fill('on_day', '31.02.2026')),
    ...page('record', 'former-names'),
    { name: 'question: record/former-names, two', who: 'citizen', path: `${at.record}/pages/former-names`, act: lead('main button[value^="add:"]') },
    ...page('record', 'address', fill('registration_address', '')),
    ...page('home', 'new-address', fill('new_address', '')),
    ...page('home', 'basis', async (page) => { await page.locator('[value=consent]').check(); await wrong(page); }),
    ...page('home', 'children-list'),
    ...page('hunting', 'photo-and-address', fill('contact_phone', '12')),
    { name: 'question: record/address, unclear', who: 'citizen', path: `${at.record}/pages/address`, act: async (page) => {
      await fill('registration_address', 'ул. Садовая, д. 5, кв. 2')(page);
      await expect(page.locator('[name="registration_address.known"]').first()).toBeVisible();
    } },
    // In this order, so that the draft is afterwards as it was before.
    { name: 'a photograph', who: 'citizen', path: `${at.unmet}/pages/address-and-photo`, act: attached(photo) },
    ...page('licence', 'categories'),
    { name: 'question: record/name-change', who: 'citizen', path: `${at.record}/pages/name-change` },
  ];
}

/** What was attached before, when one comes back to its page. */
const attached = (file: string) => async (page: Page) => {
  const address = page.url();
  await page.locator('main input[type=file]').setInputFiles(file);
  await leading(page, () => primary(page).click());
  await page.goto(address);
  await expect(page.locator('main .file-list li')).toHaveCount(1);
};

/** Drafts that something came between. */
function interrupted(at: Record<string, string>): Spot[] {
  const dated = `${at.complete}/pages/day-and-purpose`;
  return [
    { name: 'another draft of the service', who: 'citizen', path: '/services/hunting-ticket/apply' },
    { name: 'the service was renewed', who: 'citizen', path: `${at.renewed}/renewed` },
    { name: 'another window was faster', who: 'citizen', path: dated, act: async (page) => {
      // A window that nobody sees, with the same cookies.
      await send(page.request, dated, { on_day: day(-20), recipient: 'self', do: 'continue' });
      await page.locator('main [name=on_day]').fill(day(-19));
      await leading(page, () => primary(page).click());
      await expect(page.locator('main button[name=do]')).toBeVisible();
      await expect(page.locator('main [name=on_day]')).toBeHidden();
    } },
  ];
}

/** The region that the address proposes; and one that lacks a service. The last of this person: a chosen region is asked for no more. */
function regions(): Spot[] {
  const permit = '/services/hunting-permit';
  return [
    ...plain('he', ['/', '/services', permit, '/region', '/cabinet/agreements/00000000-0000-7000-8000-000000000000']).map((spot) =>
      ({ ...spot, name: `region proposed: ${spot.path}`, status: spot.path.includes('agreements') ? 404 : 200 })),
    { name: 'a region that lacks the service', who: 'he', path: `/region?back=${permit}`, act: async (page) => {
      await page.locator('input[name=region][value=moscow]').check();
      await leading(page, () => primary(page).click());
      await expect(page.locator('main')).toContainText(/В вашем регионе этой услуги нет|Your region does not have this service/);
    } },
    // Somebody of the demo's families, with children in the profile.
    ...plain('parent', ['/cabinet', '/cabinet/household', '/cabinet/applications', '/cabinet/applications/history', '/cabinet/access']).map((spot) =>
      ({ ...spot, name: `a parent: ${spot.path}` })),
  ];
}

/** Applications that ended months ago, each as it ended. */
function longAgo(at: Record<string, string>): Spot[] {
  const ended = Object.entries(at).filter(([name]) => name.startsWith('long ago: '));
  return [
    ...['/cabinet', '/cabinet/applications', '/cabinet/applications?state=expired', '/cabinet/applications/history', '/cabinet/notifications', '/cabinet/access']
      .map((path): Spot => ({ name: `long ago: ${path}`, who: 'longtime', path })),
    ...ended.map(([name, path]): Spot => ({ name, who: 'longtime', path })),
  ];
}

/** Family, vehicles and papers: nothing yet, one of each, and the forms. */
function household(at: Record<string, string>): Spot[] {
  return [
    ...plain('newcomer', ['/cabinet/household']),
    { name: 'household', who: 'unlucky', path: '/cabinet/household' },
    ...['child', 'vehicle', 'licence', 'policy', 'organisation'].flatMap((kind) => both(`household: ${kind}`, 'newcomer', `/cabinet/household/add/${kind}`)),
    ...both('household: changing', 'unlucky', at.child, fill('born_on', '31.02.2024')),
    { name: 'household: removing', who: 'unlucky', path: `${at.child}/remove` },
  ];
}

/** The administrator's pages. */
function editor(at: Record<string, string>): Spot[] {
  const list = '/administration/services';
  return [
    ...plain('administrator', [list, `${list}?q=ъъъъъ`]),
    ...both('editor: a new service', 'administrator', `${list}/new`, lead('main form[action$="/new"] .govuk-button')),
    { name: 'editor: a service', who: 'administrator', path: at.editor },
    { name: 'editor: questions', who: 'administrator', path: `${at.editor}/questions` },
    { name: 'editor: a question', who: 'administrator', path: `${at.editor}/part?at=pages[0].questions[0]` },
    { name: 'editor: a page', who: 'administrator', path: `${at.editor}/part?at=pages[0]` },
    ...both('editor: a new question', 'administrator', `${at.editor}/part?in=pages[0].questions&type=choice`),
    { name: 'editor: a rich service', who: 'administrator', path: `${list}/foreign-passport` },
    ...['outline', 'preview', 'examples', 'trial/outcome', 'compare'].map((part): Spot => ({ name: `editor: ${part}`, who: 'administrator', path: `${at.editor}/${part}` })),
    { name: 'editor: trial', who: 'administrator', path: `${at.editor}/trial` },
    { name: 'editor: a page tried out', who: 'administrator', path: `${at.editor}/trial/page?page=purpose` },
    ...plain('administrator', [`${list}/foreign-passport/examples`, `${list}/foreign-passport/trial/page?page=for-whom`]),
    ...['rules', 'checks', 'lists'].flatMap((part) => plain('administrator', [`${at.editor}/${part}`, `${list}/foreign-passport/${part}`])),
    ...plain('administrator', [`${list}/vehicle-sale/second-party`, `${list}/child-benefit/decision`, `${list}/hunting-ticket/document`,
      `${list}/hunting-ticket/document?replace=yes`, `${at.editor}/decision`, `${list}/child-benefit/part?at=decision[0]`]),
    ...both('editor: second party', 'administrator', `${at.editor}/second-party`, async (page) => {
      await page.locator('main input[name=party][value=two]').check();
      await fill('second_party.title.ru', '')(page);
    }),
    ...both('editor: document', 'administrator', `${at.editor}/document`, fill('closing.ru', '{nobody}')),
    ...both('editor: basics', 'administrator', `${at.editor}/main`, fill('title.en', '')),
    ...plain('administrator', [`${list}/hunting-ticket/main`, `${list}/foreign-passport/cost`]),
    ...both('editor: cost', 'administrator', `${at.editor}/cost`, async (page) => {
      await page.locator('main input[name=paid][value=fee]').check();
      await fill('cases[0].when', 'nobody_asked')(page);
    }),
    ...['in=eligibility', 'in=refusals', 'in=documents', 'in=faq', 'in=law', 'in=computed', 'in=pages[0].checks', 'in=pages'].flatMap((query) =>
      both(`editor: part, ${query}`, 'administrator', `${at.editor}/part?${query}`)),
    ...both('editor: a rich question', 'administrator', `${list}/foreign-passport/part?at=pages[0].questions[0]`, fill('title.en', '')),
    ...both('editor: pause', 'administrator', `${at.editor}/pause`),
    ...both('editor: files', 'administrator', `${at.editor}/edit`, async (page) => {
      const text = page.locator('#editor-text');
      await text.fill((await text.inputValue()).replace('kind: certificate', 'kind: miracle'));
      await leading(page, () => page.locator('button[value=check]').click());
      await expect(page.locator('.govuk-error-summary')).toBeVisible();
    }),
  ];
}

/** The new password after a recovery. The last of all: a minute lies between two codes to one phone, and by now it has passed. */
function recovered(): Spot[] {
  const phone = '+79005550107';
  const on = (page: Page) => leading(page, () => primary(page).click());
  return [{ name: 'recovery, password, wrong', who: 'guest', path: '/recover', act: async (page) => {
    const since = await mark();
    await expect(async () => {
      await fill('login', phone, on)(page);
      expect(page.url()).toContain('/recover/code');
    }).toPass({ timeout: 300_000, intervals: [5_000] });
    const [, code] = await message('sms', phone, since, /: (\d{6})\b/);
    await fill('code', code, on)(page);
    await fill('password', '123')(page);
  } }];
}

function staff(at: Record<string, string>): Spot[] {
  const action = (name: string) => both(`desk: ${name}`, 'officer', `${at.takenCase}/${name}`, async (page) => {
    await leading(page, () => page.locator('main form .govuk-button').last().click());
    await expect(page.locator('.govuk-error-summary')).toBeVisible();
  });
  return [
    ...plain('officer', ['/desk', '/desk?filter=mine', '/desk?filter=answered']),
    { name: 'desk: nothing found', who: 'officer', path: '/desk', act: async (page) => {
      await page.locator('#desk-search').fill('ъъъъъ');
      await leading(page, () => page.locator('#desk-search').press('Enter'));
      await expect(page).toHaveURL(/[?&]found=/);
    } },
    ...['refusedCase', 'askedCase', 'readyCase', 'waitingCase', 'withdrawnCase', 'approvedCase', 'returnedCase', 'correctedCase'].map((state): Spot => ({ name: `desk: ${state}`, who: 'officer', path: at[state] })),
    ...both('desk: takenCase', 'officer', at.takenCase, async (page) => {
      await leading(page, () => page.locator('button[form=approve]').click());
      await expect(page.locator('.govuk-error-summary')).toBeVisible();
    }),
    ...['ask', 'refuse', 'note'].flatMap(action),
    { name: 'desk: the open menu', who: 'officer', path: '/desk', act: press('.header__more summary') },
    ...plain('head', ['/desk', '/desk/ratings', '/desk/ratings?stars=1']),
    ...both('centre', 'operator', '/centre-desk'),
    ...both("staff: one's password", 'operator', '/staff/password'),
    { name: 'centre: journal', who: 'operator', path: '/centre-desk/journal' },
    { name: 'centre: a visit', who: 'operator', path: at.visit },
    { name: 'centre: a visit, refused', who: 'operator', path: at.unluckyVisit },
    ...both('centre: correcting', 'operator', `${at.unluckyVisit}/correct`, fill('snils', '1')),
    { name: 'centre: the act', who: 'operator', path: `${at.visit}/act` },
  ];
}
