import { defineConfig } from '@playwright/test';

// Debian's own Chromium: the tests never download a browser.
const launchOptions = {
  executablePath: process.env.OKNO_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
};

export default defineConfig({
  testDir: '.',
  outputDir: 'results',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  // Limits are for what hangs: no test may fail because a machine is slow or busy.
  timeout: 3_600_000,
  expect: { timeout: 120_000 },
  reporter: [['list']],
  snapshotPathTemplate: 'names/{arg}{ext}',
  use: {
    baseURL: process.env.OKNO_URL,
    locale: 'ru-RU',
    screenshot: 'only-on-failure',
    trace: { mode: 'retain-on-failure', screenshots: false },
    actionTimeout: 120_000,
    // Colours on their way from one to another are nobody's to judge.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions,
  },
  projects: [
    { name: 'desktop', testMatch: 'way.spec.ts', use: { viewport: { width: 1280, height: 900 } } },
    { name: 'phone', testMatch: 'phone.spec.ts', use: { viewport: { width: 375, height: 812 }, hasTouch: true } },
    { name: 'editor', testMatch: 'editor.spec.ts' },
    { name: 'kinds', testMatch: 'kinds.spec.ts' },
    { name: 'stage', testMatch: 'stage.spec.ts' },
    { name: 'pages', testMatch: ['covered.spec.ts', 'pages.spec.ts', 'refusing.spec.ts'], dependencies: ['stage'], use: { trace: 'off', screenshot: 'off' } },
    { name: 'two', testMatch: 'two.spec.ts', dependencies: ['stage'] },
    { name: 'weight', testMatch: 'weight.spec.ts', dependencies: ['stage'], use: { trace: 'off', screenshot: 'off' } },
    // Only on request: it measures and prints.
    ...(process.env.OKNO_PAINT ? [{ name: 'paint', testMatch: 'paint.spec.ts', dependencies: ['stage'], use: { trace: 'off' as const } }] : []),
    { name: 'ways', testMatch: ['keyboard.spec.ts', 'plain.spec.ts'], dependencies: ['stage'], use: { viewport: { width: 1280, height: 900 } } },
    // Last: a minute lies between two codes to the same person.
    { name: 'two, plain', testMatch: 'two-plain.spec.ts', dependencies: ['stage'] },
    // Only on request: it writes the pictures of the README.
    ...(process.env.OKNO_PICTURES
      ? [{ name: 'pictures', testMatch: 'pictures.spec.ts', use: { viewport: { width: 1280, height: 900 } } }]
      : []),
  ],
});
