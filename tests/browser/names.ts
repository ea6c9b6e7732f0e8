// What a screen reader is told of the forms: role, name, state and value of everything in them. Kept in names/, a file a form and
// language; a change of a name shows as a change there, and `npx playwright test pages -u` writes them anew.
import type { Page } from '@playwright/test';
import type { Spot } from './pages.ts';

const forms = /^(registration|sign-in|recovery|staff sign-in|personal data|question|check$|check, |a charge$|a new|desk: (takenCase|(ask|refuse|note)(,|$))|centre$|centre, |application: asked|withdrawing|files|household: |\/cabinet\/notifications\/settings$)/;
const months = 'января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|January|February|March|April|May|June|July|August|September|October|November|December';

/** What differs between two runs: numbers of cases, days, times, addresses. */
const steady = (text: string) => text
  // Spaces that do not break are spaces.
  .replaceAll('\u00a0', ' ')
  // What was typed stays in a draft for whoever comes next.
  .replace(/^(\s*- (?:'textbox .*?'|textbox "[^"]*"(?: \[[^\]]+\])*)): .*$/gm, '$1')
  .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID').replace(/\d{4}-\d{4,}-\d{2}/g, 'NUMBER').replace(/\d{1,2}:\d{2}/g, 'TIME')
  .replace(new RegExp(`\\d{1,2}\\s(${months})\\s20\\d\\d`, 'g'), 'DAY').replace(/(осталось|остался)\s\d+\sрабоч\S+\s[а-я]+|\d+\sworking\sdays?\sleft/g, 'LEFT');

export const isForm = ({ name }: Spot): boolean => forms.test(name);

/** The name of the file. */
export const kept = ({ name }: Spot, lang: string): string => `${name.replace(/^\//, '').replace(/[^a-z0-9]+/gi, '-').toLowerCase()}-${lang}.txt`;

/** The title and the main part; of a case at the desk only what decides, of files only how they come: the rest is facts. */
export async function told(page: Page, { name }: Spot): Promise<string> {
  const part = page.locator(name.startsWith('desk: takenCase') ? '#approve' : name.startsWith('files') ? 'main form[enctype]' : 'main');
  return `${steady(`${await page.title()}\n\n${await part.ariaSnapshot()}`)}\n`;
}
