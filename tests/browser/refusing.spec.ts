// Codes for what two people do, and one who refuses: every page in both languages and all looks.
import { type Browser, expect, type Page, test } from '@playwright/test';
import { audit } from './audit.ts';
import { he, sentCode } from './marriage.ts';
import { draft } from './people.ts';
import type { Spot } from './pages.ts';
import { citizen, mark, message, typed } from './sandbox.ts';
import { browserOf } from './stage.ts';
import { leading, press } from './steps.ts';

const asking = citizen('+79005550103');

const windowOf = async (browser: Browser, who: 'citizen' | 'he') =>
  (await browser.newContext({ storageState: await browserOf(who), locale: 'ru-RU' })).newPage();

/** A page in both languages, as it is and after what is done there; Russian again afterwards. */
async function looked(page: Page, name: string, path: string, act?: Spot['act']): Promise<void> {
  for (const does of act ? [undefined, act] : [undefined]) {
    for (const lang of ['en', 'ru']) {
      const found = await audit(page, { name, who: 'citizen', path, act: does }, lang);
      expect.soft(found, `${name}, ${lang}`).toEqual([]);
    }
  }
}

const wrong = async (page: Page) => {
  await leading(page, () => page.locator('main form[novalidate] .govuk-button').first().click());
  await expect(page.locator('.govuk-error-summary')).toBeVisible();
};

test('one asks with a code, the other refuses', async ({ browser }) => {
  const hers = await windowOf(browser, 'citizen');
  const path = await draft(hers.request, 'divorce-registration', [
    { ground: 'consent', common_children: 'no' },
    {
      'spouse.family_name': he.family_name, 'spouse.given_name': he.given_name, 'spouse.born_on': typed(he.born_on),
      spouse_snils: he.snils, marriage_record: '512 от 14.06.2014, Тверской отдел ЗАГС',
    },
    { my_name: 'keep', spouse_name: 'keep', office: 'family' },
  ]);
  await hers.goto(`${path}/check`);
  const since = await mark();
  await sentCode(hers, 'Отправить');
  const [, code] = await message('sms', asking.phone, since, /Код подтверждения: (\d{6})/);
  await looked(hers, 'the code of an application', `${path}/confirm`, wrong);
  await hers.getByLabel('Код подтверждения').fill(code);
  await press(hers, 'Подтвердить');
  await looked(hers, 'application: another is asked to agree', path);

  const agreement = path.replace('applications', 'agreements');
  const his = await windowOf(browser, 'he');
  await looked(his, 'a request to agree', agreement);
  await sentCode(his, 'Подтвердить');
  await looked(his, 'the code of an agreement', `${agreement}/confirm`, wrong);
  await looked(his, 'refusing', `${agreement}/decline`, wrong);
  await his.locator('main textarea').fill('Мы передумали.');
  await leading(his, () => his.locator('main form .govuk-button').first().click());
  await looked(his, 'an agreement that was refused', agreement);
  await looked(hers, 'application: the other refused', path);
  await hers.context().close();
  await his.context().close();
});
