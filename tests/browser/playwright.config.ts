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
  timeout: 240_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  snapshotPathTemplate: 'names/{arg}{ext}',
  use: {
    baseURL: process.env.OKNO_URL,
    locale: 'ru-RU',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    actionTimeout: 20_000,
    launchOptions,
  },
  projects: [
    { name: 'desktop', testMatch: 'way.spec.ts', use: { viewport: { width: 1280, height: 900 } } },
    { name: 'phone', testMatch: 'phone.spec.ts', use: { viewport: { width: 375, height: 812 }, hasTouch: true } },
    { name: 'editor', testMatch: 'editor.spec.ts' },
    { name: 'two', testMatch: 'two.spec.ts' },
    { name: 'kinds', testMatch: 'kinds.spec.ts' },
    { name: 'stage', testMatch: 'stage.spec.ts' },
    { name: 'pages', testMatch: 'pages.spec.ts', dependencies: ['stage'], use: { trace: 'off', screenshot: 'off' } },
    { name: 'weight', testMatch: 'weight.spec.ts', dependencies: ['stage'], use: { trace: 'off', screenshot: 'off' } },
    // Only on request: it measures and prints.
    ...(process.env.OKNO_PAINT ? [{ name: 'paint', testMatch: 'paint.spec.ts', dependencies: ['stage'], use: { trace: 'off' as const } }] : []),
    { name: 'ways', testMatch: ['keyboard.spec.ts', 'plain.spec.ts'], dependencies: ['stage'], use: { viewport: { width: 1280, height: 900 } } },
    // Only on request: it writes the pictures of the README.
    ...(process.env.OKNO_PICTURES
      ? [{ name: 'pictures', testMatch: 'pictures.spec.ts', use: { viewport: { width: 1280, height: 900 } } }]
      : []),
  ],
});
