// Takes the picture of the README: node scripts/take-picture.mjs [program] [picture]
// The program is the built CRM when left out; CHROMIUM_PATH says where Chromium is.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = fileURLToPath(new URL('..', import.meta.url));
const [program = join(here, 'dist/index.js'), picture = join(here, 'docs/board.png')] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'dealroute-picture-'));
const env = {
  ...process.env,
  PORT: '0',
  LOCALE: 'en',
  DATA_DIR: folder,
  BUSINESS_START: '2026-03-02T10:00:00+03:00',
};
const crm = spawn(process.execPath, [resolve(program)], { env, stdio: ['ignore', 'pipe', 'inherit'] });

try {
  await take(await urlOf(crm));
} finally {
  const ended = new Promise((done) => crm.once('exit', done));
  crm.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true, force: true });
}

/** Waits until the program says that it is ready. */
async function urlOf({ stdout }) {
  let said = '';
  for await (const text of stdout) {
    said += text;
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
    if (url && said.includes('Ctrl-C')) return url;
  }
  throw new Error(`The CRM did not start: ${said}`);
}

async function take(url) {
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
  await page.goto(url);
  const chat = page.frameLocator('.chat iframe').getByRole('region', { name: 'Anna Ivanova' });
  await chat.getByText('Discuss the offer').first().waitFor();
  await page.goto(`${url}/deals/new`);
  await page.getByLabel('What we sell').fill('Heat pumps for the port');
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('heading', { name: 'Heat pumps for the port' }).waitFor();
  await page.goto(url);
  await chat
    .locator('.message', { hasText: 'Heat pumps for the port' })
    .getByRole('button')
    .first()
    .waitFor();
  await page.screenshot({ path: picture, animations: 'disabled' });
  await browser.close();
}
