// Sends the portal's forms without a browser, to come quickly to where a test begins. The pages under test are never tested this way.
import type { APIRequestContext } from '@playwright/test';

export interface Upload { name: string; mimeType: string; buffer: Buffer }
export type Values = Record<string, string | string[] | Upload | Upload[]>;
export interface Answer { url: string; text: string }

/** The text that an attribute or a field stands for. */
export const unescaped = (text: string): string =>
  text.replaceAll(/&(?:#34|quot);/g, '"').replaceAll(/&(?:#39|apos);/g, "'").replaceAll(/&(?:#60|lt);/g, '<').replaceAll(/&(?:#62|gt);/g, '>').replaceAll(/&(?:#38|amp);/g, '&');

const told = (text: string) => text.match(/govuk-error-summary__list">([\s\S]*?)<\/ul>/)?.[1]?.replace(/<[^>]+>/g, ' ') ?? text.match(/<h1[^>]*>([^<]*)/)?.[1] ?? '';

/** Opens a page. */
export async function open(request: APIRequestContext, path: string): Promise<Answer> {
  const answer = await request.get(path);
  return { url: answer.url(), text: await answer.text() };
}

/** Fills and sends the form with `action` (by default the page's own address) of the page at `path`; answers with where that led. */
export async function send(request: APIRequestContext, path: string, values: Values, action?: string): Promise<Answer> {
  const page = await open(request, path);
  const wanted = action ?? new URL(page.url).pathname;
  const forms = [...page.text.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)];
  const found = forms.find(([, head]) => unescaped(head).includes(`action="${wanted}"`)) ?? forms.find(([, head]) => !head.includes('action='));
  if (!found) throw new Error(`no form to ${wanted} at ${page.url}`);
  const [, head, body] = found;
  const data = new FormData();
  for (const [, name, value] of body.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)) if (!(name in values)) data.append(name, unescaped(value));
  for (const [name, value] of Object.entries(values)) {
    for (const one of [value].flat()) {
      data.append(name, typeof one === 'string' ? one : new File([new Uint8Array(one.buffer)], one.name, { type: one.mimeType }));
    }
  }
  const pairs = new URLSearchParams([...data].filter(([, value]) => typeof value === 'string') as [string, string][]);
  const to = new URL(wanted, page.url).href;
  const answer = head.includes('multipart/form-data')
    ? await request.post(to, { multipart: data })
    : await request.post(to, { headers: { 'content-type': 'application/x-www-form-urlencoded' }, data: pairs.toString() });
  const text = await answer.text();
  if (answer.status() >= 400) throw new Error(`${wanted} answered ${answer.status()}: ${told(text)}`);
  return { url: answer.url(), text };
}
