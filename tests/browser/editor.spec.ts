// An administrator describes a new service in the browser; a citizen opens it at once.
import { expect, test, type Page } from '@playwright/test';
import { accessible } from './accessible.ts';
import { sticksOut } from './looks.ts';
import { staff } from './sandbox.ts';
import { onDuty, press } from './steps.ts';

const code = `angling-permit-${Date.now() % 1_000_000}`;

const sound = async (page: Page): Promise<void> => {
  await accessible(page);
  for (const width of [375, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await sticksOut(page), `${page.url()} at ${width}`).toEqual([]);
  }
};

test('a new service is written, checked, published and opened', async ({ browser }) => {
  const page = await onDuty(browser, staff('administrator'));
  await expect(page.getByRole('heading', { level: 1, name: 'Услуги' })).toBeVisible();
  await sound(page);
  await page.getByRole('link', { name: 'Новая услуга' }).click();
  await page.getByLabel('Код услуги').fill(code);
  await page.getByLabel('Название на русском').fill('Разрешение рыбака');
  await page.getByLabel('Название на английском').fill("Angler's permit");
  await page.getByLabel('Ведомство').selectOption('hunting-department');
  await page.getByLabel('Категория').selectOption('nature');
  await sound(page);
  await press(page, 'Создать');
  await sound(page);

  // The preview follows what is typed, before anything is saved.
  const text = page.getByLabel('Текст файла service.yaml');
  await text.fill((await text.inputValue()).replace('Для чего нужен документ', 'Куда нужен документ'));
  await expect(page.locator('#preview').getByRole('heading', { name: 'Куда нужен документ' })).toBeVisible();
  await text.fill((await text.inputValue()).replace('kind: certificate', 'kind: miracle'));
  await expect(page.locator('#problems')).toContainText('service.yaml:6');
  await text.fill((await text.inputValue()).replace('kind: miracle', 'kind: permit'));
  await press(page, 'Проверить');
  await expect(page.getByText('Ошибок нет')).toBeVisible();

  await page.getByRole('navigation', { name: 'Разделы услуги' }).getByRole('link', { name: 'Тексты' }).click();
  await sound(page);
  for (const link of ['Предпросмотр', 'Проба на примерах', 'Сравнение']) {
    await page.getByRole('navigation', { name: 'Разделы услуги' }).getByRole('link', { name: link }).click();
    await expect(page.getByRole('heading', { level: 1 })).toContainText(link);
    await sound(page);
  }
  // A question by form, without seeing the text.
  await page.getByRole('navigation', { name: 'Разделы услуги' }).getByRole('link', { name: 'Вопросы' }).click();
  await sound(page);
  await page.getByLabel('Тип вопроса').selectOption('yes_no');
  await press(page, 'Добавить вопрос');
  await sound(page);
  const title = page.getByRole('group', { name: 'Вопрос', exact: true });
  await title.getByLabel('Русский').fill('Вы уже рыбачили?');
  await title.getByLabel('English').fill('Have you fished before?');
  await press(page, 'Сохранить');
  await expect(page.getByRole('link', { name: 'Вы уже рыбачили?' })).toBeVisible();
  await sound(page);
  await press(page, 'Опубликовать');
  await expect(page.getByText('Редакция опубликована, граждане уже видят её')).toBeVisible();
  await sound(page);

  const citizen = await (await browser.newContext()).newPage();
  await citizen.goto(`/services/${code}`);
  await expect(citizen.getByRole('heading', { level: 1, name: 'Разрешение рыбака' })).toBeVisible();
  await expect(citizen.getByRole('link', { name: 'Получить услугу' })).toBeVisible();
  await citizen.context().close();
});
