// No page of the portal is forgotten: every address that the router answers is in the list of pages, or said here to be none; and
// every page of the catalogue that another one leads to is sound.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test, type Page } from '@playwright/test';
import { findings, sticksOut } from './looks.ts';
import { spots } from './pages.ts';
import { unsound } from './sound.ts';

/** Files, streams, suggestions, and what programs ask. */
const noPages = [
  '/addresses/suggest', '/administration/services/{code}/document/preview', '/administration/services/{code}/export', '/api/v1/search',
  '/assets/{*name}', '/cabinet/documents/{id}/file',
  '/cabinet/files/{id}/file', '/cabinet/files/{id}/preview', '/cabinet/live', '/centre-desk/act.css', '/centre-desk/visits/{visit}/live',
  '/desk/{number}/files/{file}', '/favicon.ico', '/health/live', '/health/ready', '/metrics',
];
/** Pages that one comes to from others in the list, or that only lead on. */
const onTheWay = ['/cabinet/applications/{id}/continue', '/contacts/link', '/recover/link', '/recover/password', '/register/link'];
/** Pages of refusing.spec.ts, where a code comes first. */
const withCodes = ['/cabinet/agreements/{id}/confirm', '/cabinet/agreements/{id}/decline', '/cabinet/applications/{id}/confirm'];

test('every page that the router knows is in the list', () => {
  const table = fileURLToPath(new URL('../../crates/okno/tests/access/snapshots/access__table__routes.snap', import.meta.url));
  const routes = [...readFileSync(table, 'utf8').matchAll(/^GET (\S+)$/gm)].map(([, route]) => route);
  expect(routes.length).toBeGreaterThan(90);
  const fits = (route: string, path: string) => new RegExp(`^${route.replaceAll(/\{[^}]*\}/g, '[^/]+')}$`).test(path);
  const routeOf = (path: string) => (routes.includes(path) ? path : routes.find((route) => fits(route, path)));
  const seen = new Set(spots().map(({ path }) => routeOf(path.split('?')[0])));
  expect(routes.filter((route) => !seen.has(route) && ![...noPages, ...onTheWay, ...withCodes].includes(route))).toEqual([]);
});

/** Where the links of a list lead: to pages right below an address. */
async function linked(page: Page, list: string, below: string): Promise<string[]> {
  await page.goto(list);
  const links = await page.locator(`main a[href^="${below}/"]`).evaluateAll((all) => all.map((one) => one.getAttribute('href')!));
  return [...new Set(links)].filter((path) => path.split('/').length === 3 && !path.includes('?'));
}

for (const lang of ['ru', 'en']) {
  test(`every agency, situation, category, centre and service, ${lang}`, async ({ browser }) => {
    const page = await (await browser.newContext({ locale: lang === 'ru' ? 'ru-RU' : 'en-GB', viewport: { width: 320, height: 640 } })).newPage();
    await page.goto(`/about?lang=${lang}`);
    const wrong: string[] = [];
    for (const [list, below] of [['/agencies'], ['/life-events'], ['/services', '/categories'], ['/centres'], ['/services']]) {
      const paths = await linked(page, list, below ?? list);
      expect(paths.length, list).toBeGreaterThan(3);
      for (const path of paths) {
        const answer = await page.goto(path);
        // Markup and colours are the same in both languages.
        const found = [...(lang === 'ru' ? await findings(page) : []), ...(await sticksOut(page)), ...(await unsound(page, lang))];
        if (answer?.status() !== 200) found.push(String(answer?.status()));
        wrong.push(...found.map((line) => `${path} ${line}`));
      }
    }
    await page.context().close();
    expect(wrong).toEqual([]);
  });
}
