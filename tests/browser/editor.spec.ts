// An administrator describes a new service in the browser; a citizen opens it at once.
import { expect, test, type Page } from '@playwright/test';
import { accessible } from './accessible.ts';
import { sticksOut } from './looks.ts';
import { citizen as person, staff } from './sandbox.ts';
import { follow, onDuty, press, register } from './steps.ts';

const code = `angling-permit-${Date.now() % 1_000_000}`;

const sound = async (page: Page): Promise<void> => {
  await accessible(page);
  for (const width of [375, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    expect(await sticksOut(page), `${page.url()} at ${width}`).toEqual([]);
  }
};

const section = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('navigation', { name: 'Разделы услуги' }).getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name);
};

/** Both languages of a field. */
const say = async (page: Page, name: string, russian: string, english: string): Promise<void> => {
  const group = page.getByRole('group', { name, exact: true });
  await group.getByLabel('Русский').fill(russian);
  await group.getByLabel('English').fill(english);
};

/** What the service is, what it costs and who may have it, without seeing the text. */
async function described(page: Page): Promise<void> {
  await section(page, 'Основное');
  await sound(page);
  await page.getByLabel('Вид услуги').selectOption('permit');
  await page.getByLabel('Какая учётная запись нужна').selectOption('simplified');
  await page.getByLabel('Срок рассмотрения, рабочих дней').fill('7');
  await say(page, 'Срок словами', '7 рабочих дней', '7 working days');
  await press(page, 'Сохранить');
  await expect(page.getByText('Черновик сохранён')).toBeVisible();

  await section(page, 'Стоимость');
  await sound(page);
  await say(page, 'Цена словами', '650 ₽', '₽650');
  await page.getByLabel('Заявитель платит пошлину').check();
  await page.getByLabel('Размер, рублей').fill('650');
  const other = page.getByRole('group', { name: 'Сумма 1', exact: true });
  await other.getByLabel('Если').fill('nobody_asked');
  await other.getByLabel('Рублей').fill('100');
  await say(page, 'Назначение платежа', 'Пошлина за разрешение рыбака', "Duty for an angler's permit");
  for (const [label, value] of [
    ['Получатель', 'УФК по Тверской области'], ['ИНН', '7700001010'], ['КПП', '770001001'], ['Счёт казначейства', '03100643000000017300'],
    ['Банк', 'Отделение Тверь'], ['БИК', '004525988'], ['КБК', '18810806000018003110'], ['ОКТМО', '45380000'],
  ]) await page.getByLabel(label, { exact: true }).fill(value);
  await press(page, 'Сохранить');
  await expect(page.locator('.govuk-error-summary')).toContainText('nobody_asked');
  await sound(page);
  await page.getByRole('group', { name: 'Сумма 1', exact: true }).getByLabel('Если').fill('purpose == "work"');
  await press(page, 'Сохранить');
  await expect(page.getByText('Черновик сохранён')).toBeVisible();
}

/** One rule, by the name of the question that was just made. */
async function ruled(page: Page): Promise<void> {
  await section(page, 'Кто может получить');
  await sound(page);
  await follow(page, 'Добавить условие');
  await sound(page);
  const name = page.locator('.editor-names code', { hasText: 'rybachili' });
  await page.getByLabel('Что должно выполняться').fill(`!${(await name.innerText()).trim()}`);
  await say(page, 'Что прочтёт заявитель, если не выполнено', 'Разрешение дают один раз.', 'The permit is given once.');
  await say(page, 'Что делать', 'Ищите прежнее в кабинете.', 'Look for the former one in your account.');
  await press(page, 'Сохранить');
  await expect(page.getByRole('link', { name: 'Разрешение дают один раз.' })).toBeVisible();
  await sound(page);
  for (const link of ['Проверки и расчёты', 'Страница услуги']) {
    await section(page, link);
    await sound(page);
  }
}

/** What the officer fills in, and the document that says it: a value is put in where the cursor is. */
async function decided(page: Page): Promise<void> {
  await section(page, 'Второй участник');
  await sound(page);
  await section(page, 'Решение');
  await sound(page);
  await page.getByLabel('Тип вопроса').selectOption('text');
  await press(page, 'Добавить вопрос');
  await say(page, 'Вопрос', 'Номер разрешения', 'Number of the permit');
  await press(page, 'Сохранить');
  await expect(page.getByRole('link', { name: 'Номер разрешения', exact: true })).toBeVisible();
  await sound(page);

  await section(page, 'Документ');
  await sound(page);
  const above = page.getByRole('group', { name: 'Над таблицей', exact: true });
  const russian = above.getByLabel('Русский');
  await russian.fill('Разрешение №  действует.');
  await russian.evaluate((text: HTMLTextAreaElement) => text.setSelectionRange(13, 13));
  await above.getByLabel('Что вставить').selectOption('decision.nomer_razresheniya');
  await above.getByRole('button', { name: 'Вставить' }).click();
  await expect(russian).toHaveValue('Разрешение № {decision.nomer_razresheniya} действует.');
  await above.getByLabel('English').fill('Permit {decision.nomer_razresheniya}');
  await press(page, 'Сохранить');
  await expect(page.getByText('Черновик сохранён')).toBeVisible();
  await sound(page);
  const [pdf] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Скачать PDF' }).click()]);
  expect(pdf.suggestedFilename()).toBe(`${code}.pdf`);
}

/** The form filled in as a citizen would, kept as an example; a new fee makes it differ, and that is accepted. */
async function exemplified(page: Page): Promise<void> {
  await section(page, 'Проба');
  await press(page, 'Продолжить');
  await page.getByLabel('На работу').check();
  await page.getByLabel('Нет', { exact: true }).check();
  await sound(page);
  await press(page, 'Продолжить');
  await expect(page.getByText('Заявление можно отправить')).toBeVisible();
  await sound(page);
  await page.getByLabel('Русский').fill('Первое разрешение для работы');
  await page.getByLabel('English').fill('The first permit, for work');
  await press(page, 'Сохранить как пример');
  await expect(page.getByText('Сходится примеров: 1 из 1')).toBeVisible();
  await section(page, 'Стоимость');
  await page.getByRole('group', { name: 'Сумма 1', exact: true }).getByLabel('Рублей').fill('120');
  await press(page, 'Сохранить');
  await section(page, 'Примеры');
  await expect(page.getByText(/ожидалось 100,00.₽, теперь 120,00.₽/)).toBeVisible();
  await sound(page);
  await press(page, /Принять новый итог/);
  await expect(page.getByText('Новый итог принят')).toBeVisible();
}

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
  await described(page);

  await page.getByRole('navigation', { name: 'Разделы услуги' }).getByRole('link', { name: 'Файлы' }).click();
  await sound(page);
  // The preview follows what is typed, before anything is saved.
  const text = page.getByLabel('Текст файла service.yaml');
  await text.fill((await text.inputValue()).replace('Для чего нужен документ', 'Куда нужен документ'));
  await expect(page.locator('#preview').getByRole('heading', { name: 'Куда нужен документ' })).toBeVisible();
  await text.fill((await text.inputValue()).replace('kind: permit', 'kind: miracle'));
  await expect(page.locator('#problems')).toContainText('service.yaml:6');
  await text.fill((await text.inputValue()).replace('kind: miracle', 'kind: permit'));
  await press(page, 'Проверить');
  await expect(page.getByText('Ошибок нет')).toBeVisible();

  await page.getByRole('navigation', { name: 'Разделы услуги' }).getByRole('link', { name: 'Тексты' }).click();
  await sound(page);
  for (const link of ['Предпросмотр', 'Примеры', 'Проба', 'Сравнение']) {
    await page.getByRole('navigation', { name: 'Разделы услуги' }).getByRole('link', { name: link, exact: true }).click();
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
  await ruled(page);
  await decided(page);
  await section(page, 'Решение');
  await exemplified(page);
  await press(page, 'Опубликовать');
  await expect(page.getByText('Редакция опубликована, граждане уже видят её')).toBeVisible();
  await sound(page);

  // A citizen meets all of it: the time, the lesser duty and the whole one, and the rule that refuses.
  const citizen = await (await browser.newContext({ locale: 'ru-RU' })).newPage();
  await citizen.goto(`/services/${code}`);
  await expect(citizen.getByRole('heading', { level: 1, name: 'Разрешение рыбака' })).toBeVisible();
  await expect(citizen.getByText('7 рабочих дней').first()).toBeVisible();
  await follow(citizen, 'Получить услугу');
  await register(citizen, person('+79005550104'));
  await citizen.goto(`/services/${code}/apply`);
  const answered = async (purpose: string, fished: 'Да' | 'Нет') => {
    await citizen.goto(`/services/${code}/apply`);
    await citizen.getByLabel(purpose).check();
    await citizen.getByLabel(fished, { exact: true }).check();
    await press(citizen, 'Продолжить');
    await expect(citizen.getByRole('heading', { name: 'Проверьте данные' })).toBeVisible();
  };
  await answered('На работу', 'Нет');
  await expect(citizen.locator('main')).toContainText('120,00');
  await expect(citizen.getByRole('button', { name: 'Отправить' })).toBeVisible();
  await citizen.getByRole('link', { name: /Изменить Вы уже рыбачили/ }).click();
  await citizen.getByLabel('Да', { exact: true }).check();
  await press(citizen, 'Продолжить');
  await expect(citizen.getByText('Разрешение дают один раз.')).toBeVisible();
  await expect(citizen.getByText('Ищите прежнее в кабинете.')).toBeVisible();
  await expect(citizen.getByRole('button', { name: 'Отправить' })).toHaveCount(0);
  await citizen.context().close();
});
