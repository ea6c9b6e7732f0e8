// What a screen reader is told of the forms: role, name, state and description of everything in them, in both languages. A change
// of a name shows as a change of a file in names/; `npx playwright test names -u` writes them anew.
import { expect, test } from '@playwright/test';
import { type Spot, spots } from './pages.ts';
import { stage } from './stage.ts';

const forms = /^(registration|sign-in|recovery|staff sign-in|personal data|question|check$|check, |a charge$|a new|desk: (takenCase|ask|refuse)|centre$|centre, wrong|application: asked|withdrawing|files|\/cabinet\/notifications\/settings$)/;
/** What differs between two runs: numbers of cases, days, times, addresses. */
const steady = (text: string) => text
  .replace(/\d{4}-\d{4,}-\d{2}/g, 'NUMBER').replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID').replace(/\d{1,2}:\d{2}/g, 'TIME')
  .replace(/\d{1,2} (января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|January|February|March|April|May|June|July|August|September|October|November|December) 20\d\d/g, 'DAY')
  .replace(/(осталось|остался) \d+ рабоч\S+ \S+|\d+ working days? left/g, 'LEFT');
const file = ({ name }: Spot) => name.replace(/^\//, '').replace(/[^a-z0-9]+/gi, '-').toLowerCase();

for (const lang of ['ru', 'en']) {
  test(`names in the forms, ${lang}`, async ({ browser }) => {
    test.setTimeout(300_000);
    for (const spot of spots().filter(({ name }) => forms.test(name))) {
      const context = await browser.newContext({ storageState: stage().browsers[spot.who], locale: lang === 'ru' ? 'ru-RU' : 'en-GB' });
      const page = await context.newPage();
      await page.goto(`${spot.path}?lang=${lang}`.replace(/\?(.*)\?/, '?$1&'));
      await spot.act?.(page);
      // Of a case at the desk only what decides; the rest is facts.
      const part = spot.name.startsWith('desk: takenCase') ? '#approve' : 'main';
      const told = await page.locator(part).ariaSnapshot();
      expect.soft(steady(`${await page.title()}\n\n${told}\n`)).toMatchSnapshot(`${file(spot)}.${lang}.txt`);
      await context.close();
    }
  });
}
