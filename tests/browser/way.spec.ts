// The whole way of a citizen, through real protocols and nothing prepared by hand.
import { expect, test } from '@playwright/test';
import { citizen, message, staff } from './sandbox.ts';
import { confirmIdentity, fillPersonalData, onDuty, press, register, signIn } from './steps.ts';

test('from a guest to a confirmed person', async ({ page, browser }, info) => {
  const who = citizen(info.project.name === 'desktop' ? '+79005550103' : '+79005550102');
  await page.goto('/register');
  await register(page, who);
  await page.getByRole('link', { name: 'Заполнить профиль' }).first().click();
  await page.getByRole('link', { name: 'Заполнить профиль' }).first().click();
  const since = new Date(Date.now() - 2_000);
  await fillPersonalData(page, who);
  await message('sms', who.phone, since, /стандартная учётная запись/);
  await expect(page.getByText('Стандартная учётная запись').first()).toBeVisible();

  const number = (await page.locator('main').innerText()).match(/Номер учётной записи:?\s+([\d\s-]+\d)/)![1];
  const operator = await onDuty(browser, staff('operator'));
  await confirmIdentity(operator, number);
  await message('sms', who.phone, since, /подтверждённая учётная запись/);
  // The citizen's page was open all the while: it changes by itself.
  await expect(page.getByText('Подтверждённая учётная запись').first()).toBeVisible();
});
