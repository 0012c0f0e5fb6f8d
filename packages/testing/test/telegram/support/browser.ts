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
export async function startBrowser() {
  const folder = mkdtempSync(join(tmpdir(), 'dealroute-chat-page-'));
  const browser = await chromium.launchPersistentContext(folder, {
    executablePath: chromiumPath,
    headless: true,
    args: flags,
  });
  return { browser, close: () => closeBrowser(browser, folder) };
}

async function closeBrowser(browser: BrowserContext, folder: string): Promise<void> {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
