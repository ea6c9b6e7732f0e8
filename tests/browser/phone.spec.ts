// The way on a narrow screen, in English, by e-mail, with the mistakes that people make.
import { expect, test } from '@playwright/test';
import { accessible } from './accessible.ts';
import { citizen, day, mark, message, typed } from './sandbox.ts';
import { follow, password, press } from './steps.ts';

test('a person without a mobile phone applies on a narrow screen, in English', async ({ page }) => {
  const who = citizen('+79005550102');
  await page.goto('/services/tax-debt-certificate?lang=en');
  await follow(page, 'Get the service');
  await follow(page, 'I have no mobile phone');
  await page.getByLabel('Family name', { exact: true }).fill(who.family_name);
  await page.getByLabel('First name').fill(who.given_name);
  await page.getByLabel('E-mail', { exact: true }).fill(who.email);
  await page.getByLabel(/^I accept/).check();
  await page.getByLabel(/^I agree/).check();
  const since = await mark();
  await press(page, 'Register');
  const [, code] = await message('mail', who.email, since, /Confirmation code: (\d{6})/);
  await page.getByLabel('Confirmation code').fill(code === '000000' ? '111111' : '000000');
  await press(page, 'Confirm');
  await expect(page.locator('.govuk-error-summary')).toBeVisible();
  await page.getByLabel('Confirmation code').fill(code);
  await press(page, 'Confirm');
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByLabel('Password once more').fill(password);
  await press(page, 'Save the password');
  await follow(page, 'Continue');
  await follow(page, 'Complete your profile');

  const fill = (label: string, value: string) => page.getByLabel(label, { exact: true }).fill(value);
  await fill('Patronymic', who.patronymic ?? '');
  await page.getByLabel('Male', { exact: true }).check();
  await fill('Date of birth', typed(who.born_on));
  await fill('Place of birth', who.birth_place);
  await fill('Citizenship', who.citizenship);
  await fill('Passport series and number', `${who.passport.series}${who.passport.number}`);
  await fill('Date of issue', typed(who.passport.issued_on));
  await fill('Issued by', who.passport.issued_by);
  await fill('Issuing office code', who.passport.subdivision_code);
  await fill('SNILS', who.snils.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10)));
  await fill('INN', who.inn);
  await press(page, 'Save');
  await expect(page.locator('.govuk-error-summary')).toContainText('SNILS');
  await fill('SNILS', who.snils.replaceAll(/\D/g, ''));
  await press(page, 'Save');
  await expect(page.getByText('Standard account').first()).toBeVisible();
  await follow(page, 'Return to the service');

  await page.getByLabel('Me, as a private person').check();
  await expect(page.getByLabel('INN')).toHaveValue(who.inn);
  await press(page, 'Continue');
  await page.getByLabel(/date you need/).fill(day(-21));
  await page.getByLabel('For myself').check();
  await press(page, 'Continue');
  await expect(page.getByRole('heading', { name: 'Check your answers' })).toBeVisible();
  await press(page, 'Send');
  await expect(page.getByRole('heading', { name: 'Application sent' })).toBeVisible();
  await message('mail', who.email, since, /Application No\. .* (is )?sent/i);
  await follow(page, 'Go to the application');
  await follow(page, 'Withdraw the application');
  await press(page, 'Yes, withdraw');
  await expect(page.getByText('Withdrawn').first()).toBeVisible();
  await accessible(page);
  // Nothing sticks out of a narrow screen.
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
});
