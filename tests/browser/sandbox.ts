// What the outside world saw: the sandbox's messages and controls, and the people of the demo.
import { readFileSync } from 'node:fs';
import { createHmac } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { expect } from '@playwright/test';

const sandbox = process.env.OKNO_SANDBOX_URL ?? 'http://127.0.0.1:8090';

export interface Citizen {
  family_name: string; given_name: string; patronymic?: string; sex: 'male' | 'female'; born_on: string; birth_place: string;
  citizenship: string; passport: { series: string; number: string; issued_on: string; issued_by: string; subdivision_code: string };
  snils: string; inn: string; phone: string; email: string; address: string;
  /** Of those who have one from the start. */
  account?: { password: string };
}
export interface Staff { role: string; sign_in: string; password: string; totp_secret: string; agency?: string; centre?: string }
interface Message { id: string; channel: string; to: string; subject?: string; text: string; sent_at: string }

const people = parse(readFileSync(fileURLToPath(new URL('../../demo/people.yaml', import.meta.url)), 'utf8')) as
  { citizens: Citizen[]; staff: Staff[] };

export const citizen = (phone: string): Citizen => {
  const found = people.citizens.find((person) => person.phone === phone);
  if (!found) throw new Error(`nobody in demo/people.yaml has the phone ${phone}`);
  return found;
};

export const staff = (role: string, agency?: string): Staff => {
  const found = people.staff.find((person) => person.role === role && (!agency || person.agency === agency));
  if (!found) throw new Error(`no ${role} in demo/people.yaml`);
  return found;
};

/** The day as typed in a form: 27.03.2015. */
export const typed = (iso: string): string => iso.split('-').reverse().join('.');

/** The day so many days from today (before it: less than nought), as typed in a form. A test holds on every day of the calendar. */
export const day = (from: number): string => typed(new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10));

/** Where the sandbox's messages end now, for `message`: by its own count, so that no clock and no earlier message is mistaken. */
export async function mark(): Promise<string> {
  const { messages } = (await (await fetch(`${sandbox}/api/messages?limit=1`)).json()) as { messages: Message[] };
  return messages[0]?.sent_at ?? '2000-01-01T00:00:00Z';
}

/** Waits for a message to `to` that came after `since` and fits `pattern`; answers with the match. */
export async function message(channel: 'sms' | 'mail', to: string, since: string, pattern: RegExp): Promise<RegExpMatchArray> {
  let found: RegExpMatchArray | null = null;
  await expect.poll(async () => {
    const query = new URLSearchParams({ channel, to, after: since });
    const answer = await fetch(`${sandbox}/api/messages?${query}`);
    const { messages } = (await answer.json()) as { messages: Message[] };
    for (const each of messages) {
      found = `${each.subject ?? ''}\n${each.text}`.match(pattern);
      if (found) return true;
    }
    return false;
  }, { message: `a message by ${channel} to ${to} like ${pattern}`, timeout: 300_000 }).toBe(true);
  return found!;
}

/** How many messages that fit `pattern` went to `to`. */
export async function count(channel: 'sms' | 'mail', to: string, pattern: RegExp): Promise<number> {
  const answer = await fetch(`${sandbox}/api/messages?${new URLSearchParams({ channel, to })}`);
  const { messages } = (await answer.json()) as { messages: Message[] };
  return messages.filter((each) => pattern.test(`${each.subject ?? ''}\n${each.text}`)).length;
}

/** Puts an outside system into a mode: ok, down, slow, disagree … */
export async function control(system: string, mode: string, delay_ms = 0): Promise<void> {
  const answer = await fetch(`${sandbox}/api/control`, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ system, mode, delay_ms }),
  });
  expect(answer.ok, `the sandbox sets ${system} to ${mode}`).toBe(true);
}

/** The code of an authenticator app now (RFC 6238: SHA-1, 30 s, 6 digits). */
export function totp(secret: string, at = Date.now()): string {
  const bits = [...secret].map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const offset = mac[19] & 15;
  return ((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).toString().padStart(6, '0');
}

/**
 * Signs a member of staff in. A code serves once: whoever signed in within the same half minute uses that of the next one, which
 * the portal takes already; after that one waits, because guesses are counted.
 */
export async function signingIn(who: Staff, attempt: (code: string) => Promise<boolean>): Promise<void> {
  const step = () => Math.floor(Date.now() / 30_000);
  const first = step();
  if (await attempt(totp(who.totp_secret, first * 30_000))) return;
  if (await attempt(totp(who.totp_secret, (first + 1) * 30_000))) return;
  await expect.poll(step, { message: 'the next half minute', timeout: 120_000 }).toBeGreaterThan(first);
  if (await attempt(totp(who.totp_secret, (step() + 1) * 30_000))) return;
  throw new Error(`${who.sign_in} cannot sign in`);
}
