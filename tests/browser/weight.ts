// How heavy a page is on its way to the browser, as the browser counts it.
import type { Page } from '@playwright/test';

/** Bytes as sent, compressed, with headers. */
export interface Weight { page: number; assets: number; fonts: number }

/** Opens the address and weighs all that came; `cached` keeps what an earlier page left behind. */
export async function weigh(page: Page, path: string, cached = false): Promise<Weight> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  if (!cached) await devtools.send('Network.clearBrowserCache');
  const kinds = new Map<string, string>();
  const weight: Weight = { page: 0, assets: 0, fonts: 0 };
  devtools.on('Network.responseReceived', ({ requestId, type }) => { kinds.set(requestId, type); });
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const kind = kinds.get(requestId);
    weight[kind === 'Document' ? 'page' : kind === 'Font' ? 'fonts' : 'assets'] += encodedDataLength;
  });
  await page.goto(path, { waitUntil: 'load' });
  // Fonts are asked for when text is laid out, which may come after the load.
  await page.evaluate(async () => { document.body.getBoundingClientRect(); await document.fonts.ready; });
  await devtools.detach();
  return weight;
}

export const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
