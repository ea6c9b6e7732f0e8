// The same where scripts do not run, both on a phone: one sends, the other looks at how to refuse, thinks better of it and agrees.
import { expect, test } from '@playwright/test';
import { sticksOut } from './looks.ts';
import { fillMarriage, he, she, windowOf, withCode } from './marriage.ts';
import { follow, press } from './steps.ts';

test('two people marry on phones without scripts', async ({ browser }) => {
  const phone = { viewport: { width: 375, height: 812 }, hasTouch: true, javaScriptEnabled: false };
  const [hers, his] = [await windowOf(browser, 'she', phone), await windowOf(browser, 'he', phone)];
  await fillMarriage(hers, he);
  await withCode(hers, 'Отправить', she);
  await expect(hers.getByRole('heading', { name: 'Заявление отправлено' })).toBeVisible();
  expect(await sticksOut(hers)).toEqual([]);
  await follow(hers, 'Перейти к заявлению');
  await expect(hers.getByText('Ожидает согласия').first()).toBeVisible();

  await his.goto('/cabinet');
  await follow(his, /Ждёт вашего согласия/);
  await expect(his.getByRole('heading', { name: 'Нужно ваше согласие' })).toBeVisible();
  await follow(his, 'Отказаться');
  await press(his, 'Отказаться');
  await expect(his).toHaveTitle(/^Ошибка:/);
  expect(await sticksOut(his)).toEqual([]);
  await follow(his, 'Назад');
  await withCode(his, 'Подтвердить', he);
  await expect(his.getByRole('heading', { name: 'Вы подтвердили заявление' })).toBeVisible();
  expect(await sticksOut(his)).toEqual([]);

  await expect(async () => {
    await hers.reload();
    await expect(hers.getByText('Ожидает оплаты').first()).toBeVisible({ timeout: 1_000 });
  }).toPass();
});
