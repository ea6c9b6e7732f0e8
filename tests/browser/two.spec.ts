// Two people marry: one fills in and sends with a code, the other reads and agrees with a code, the officer approves.
import { expect, test } from '@playwright/test';
import { everywhere } from './looks.ts';
import { fillMarriage, he, she, windowOf, withCode } from './marriage.ts';
import { control, mark, message, staff } from './sandbox.ts';
import { applicationNumber, follow, onDuty, press } from './steps.ts';

test.beforeAll(() => control('time-stamp-authority', 'ok'));

test('two people marry: one at a desk, the other on a phone', async ({ browser }) => {
  const hers = await windowOf(browser, 'she', { viewport: { width: 1280, height: 900 } });
  const his = await windowOf(browser, 'he', { viewport: { width: 375, height: 812 }, hasTouch: true });
  await fillMarriage(hers, he);
  const asked = await mark();
  await withCode(hers, 'Отправить', she);
  await expect(hers.getByRole('heading', { name: 'Заявление отправлено' })).toBeVisible();
  expect(await everywhere(hers)).toEqual([]);
  const number = await applicationNumber(hers);
  await follow(hers, 'Перейти к заявлению');
  const application = hers.url();
  await expect(hers.getByText('Ожидает согласия').first()).toBeVisible();
  expect(await everywhere(hers)).toEqual([]);

  await message('sms', he.phone, asked, /Нужно ваше согласие/);
  await his.goto('/');
  await follow(his, /Ждёт вашего согласия/);
  await expect(his.getByRole('heading', { name: 'Нужно ваше согласие' })).toBeVisible();
  await expect(his.locator('main')).toContainText(she.family_name);
  expect(await everywhere(his)).toEqual([]);
  await follow(his, 'Отказаться');
  expect(await everywhere(his)).toEqual([]);
  await follow(his, 'Назад');
  await withCode(his, 'Подтвердить', he);
  await expect(his.getByRole('heading', { name: 'Вы подтвердили заявление' })).toBeVisible();
  expect(await everywhere(his)).toEqual([]);

  // Her page changes by itself.
  await expect(hers.getByText('Ожидает оплаты').first()).toBeVisible();
  await follow(hers, 'Оплатить пошлину');
  await press(hers, 'Оплатить');
  await expect(hers).toHaveURL(/payments\/pay/);
  await press(hers, 'Оплатить');
  await expect(hers.getByRole('heading', { name: 'Оплачено' })).toBeVisible();
  await hers.goto(application);
  await expect(hers.getByText('На проверке').first()).toBeVisible();

  const officer = await onDuty(browser, staff('officer', 'registry-office'));
  await officer.goto(`/desk/${number}`);
  await expect(officer.getByText('Согласие второго участника')).toBeVisible();
  await officer.getByLabel('Время регистрации').fill('12:30');
  await officer.getByLabel('Зал или кабинет').fill('Большой зал');
  await officer.getByLabel('Номер заявления в ЗАГСе').fill('27');
  await press(officer, /Одобрить и выдать/);
  await message('sms', she.phone, asked, /результат готов/);
});
