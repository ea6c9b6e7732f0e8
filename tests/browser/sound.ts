// What every page keeps, whatever it shows and in either language.
import type { Page } from '@playwright/test';

/** What is wrong with how the page is made, in words. */
export async function unsound(page: Page, lang: string): Promise<string[]> {
  const wrong = await page.evaluate(() => {
    const told: string[] = [];
    const text = (one: Element) => (one.textContent ?? '').trim();
    const every = (css: string) => [...document.querySelectorAll(css)];
    const main = every('h1').length;
    if (main !== 1) told.push(`${main} main headings`);
    for (const one of every('h1, h2, h3, h4, legend, label, th, caption')) if (!text(one)) told.push(`an empty ${one.tagName}`);
    const ids = every('[id]').map(({ id }) => id);
    for (const id of ids.filter((each, place) => ids.indexOf(each) !== place)) told.push(`two elements have the id ${id}`);
    for (const attribute of ['for', 'aria-describedby', 'aria-labelledby', 'aria-controls', 'form']) {
      for (const one of every(`[${attribute}]`)) {
        const gone = (one.getAttribute(attribute) ?? '').split(/\s+/).filter((id) => id && !ids.includes(id));
        if (gone.length) told.push(`${attribute} of a ${one.tagName} names ${gone.join(' ')}, which is not there`);
      }
    }
    for (const link of every('a[href^="#"]')) if (!ids.includes(link.getAttribute('href')!.slice(1))) told.push(`a link leads to ${link.getAttribute('href')}, which is not there`);
    for (const field of every('input:not([type=hidden]), select, textarea') as HTMLInputElement[]) {
      if (!field.labels?.length && !field.getAttribute('aria-label') && !field.getAttribute('aria-labelledby')) told.push(`nothing says what ${field.name} is for`);
    }
    for (const one of every('a, button:not([aria-hidden=true], [hidden]), summary')) if (!text(one) && !one.getAttribute('aria-label') && !one.getAttribute('title')) told.push(`a ${one.tagName} without a name`);
    const isWrong = document.querySelector('.govuk-error-summary') !== null;
    if (isWrong !== /^(Ошибка|Error):/.test(document.title)) told.push(`mistakes: ${isWrong}, the title: ${document.title}`);
    return told;
  });
  const said = await page.evaluate(() => {
    const said = [document.title];
    const words = 'h1, h2, h3, h4, main p, dt, th, label, legend, button, summary, option, caption, nav a';
    // Not what people wrote or what says by `lang` that it is in another language.
    for (const one of document.querySelectorAll<HTMLElement>(words)) if (!one.closest('[lang]:not(html), dd, td, .chip, .card, .editor, #preview')) said.push((one.textContent ?? '').trim());
    for (const one of document.querySelectorAll('[aria-label], [placeholder]')) said.push(one.getAttribute('aria-label') ?? one.getAttribute('placeholder') ?? '');
    return said;
  });
  // A message that is missing shows its key.
  const missing = said.filter((text) => /^(access|agreements|applications|catalog|centre|code|desk|documents|drafts|editor|error|forms|home|household|notifications|password|payments|personal|recover|register|settings|sign-in|staff|ui|wiring)(-[a-z0-9]+)+$/.test(text));
  const strange = said.filter((text) => (lang === 'en' ? /[а-яё]/i.test(text) && !own.test(text) : /[a-z]{4,}/.test(text) && !/[а-яё]/i.test(text) && !own.test(text)));
  return [...wrong, ...missing.map((key) => `the message ${key} is missing`), ...new Set(strange.map((text) => `in another language: ${text.slice(0, 100)}`))];
}

/** What people are called and wrote, what documents say of themselves, and what is called the same everywhere. */
const own = new RegExp([
  'Соколова|Морозов|Павел Воронин|Елена|Белая-Тихонова|Александра-Виктория|Виктор Ли|Кузнецова Татьяна|Власов Георгий|Лада Веста|Ромашка|МФЦ района',
  'Письмо из банка|Мы передумали|Проверьте дату|Приложите письмо|Быстро и понятно|Договорились о другой|Проверьте данные и подайте|Приложите копию документа|Садовая|паспорт —|справка —|ъъъъъ|человеконенавистнич',
  'Справка об исполнении|Чек по операции|Налоговая служба · ', 'Русский|English|@|\\.(pdf|png|yaml|typ)\\b|^[a-z_-]+$',
].join('|'));
