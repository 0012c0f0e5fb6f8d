import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';

const chromiumPath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

export const hasChromium = existsSync(chromiumPath);
export const CHROMIUM_MISSING = `There is no ${chromiumPath}: install Chromium, or say in CHROMIUM_PATH where it is.`;

// A container starts Chromium as root without a sandbox; the rest keeps it from looking for its maker's servers.
const flags = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-dev-shm-usage'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/** Runs a browser with a profile of its own; `close` removes both. */
export async function startBrowser(): Promise<{ browser: BrowserContext; close: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'dealroute-sales-crm-browser-'));
  const browser = await chromium.launchPersistentContext(folder, {
    executablePath: chromiumPath,
    headless: true,
    locale: 'en-GB',
    viewport: { width: 1600, height: 900 },
    args: flags,
  });
  const close = async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return { browser, close };
}
