import type { BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startCrm } from '../src/start-crm.js';
import { CHROMIUM_MISSING, hasChromium, startBrowser } from './support/browser.js';
import { keepingLogger, newDataFolder, startTestCrm, testConfig } from './support/test-crm.js';

const PATIENCE = { timeout: 15_000 };

if (hasChromium) describe('the CRM in Chromium', testStory);
else {
  it('is not tested here, but must be in CI', () => {
    if (process.env.CI) throw new Error(CHROMIUM_MISSING);
    console.warn(`NOT RUN: the story of the CRM. ${CHROMIUM_MISSING}`);
  });
}

function testStory(): void {
  let browser: BrowserContext;
  let close: () => Promise<void>;

  beforeAll(async () => {
    ({ browser, close } = await startBrowser());
  }, 60_000);
  afterAll(() => close());

  async function openPage(url: string) {
    const page = await browser.newPage();
    onTestFinished(() => page.close());
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('dialog', (dialog) => void dialog.accept());
    await page.goto(url);
    return { page, problems };
  }

  it('plays a sale from its creation to its early end, and finds everything after a restart', async () => {
    const dataDir = newDataFolder();
    const config = testConfig(dataDir, { LOCALE: 'en' });
    const { logger } = keepingLogger();
    const crm = await startCrm(config, logger);
    const { page, problems } = await openPage(crm.url);

    await createDeal(page, 'Heat pumps for the port');
    await page.goto(crm.url);
    await markLoaded(page);
    const card = chatOf(page, 'Anna Ivanova').locator('.message', { hasText: 'Heat pumps for the port' });
    await card.getByRole('button', { name: 'Fits', exact: true }).click();
    await stageOf(page, 'Offer').getByText('Heat pumps for the port').waitFor(PATIENCE);
    expect(await isStillLoaded(page), 'the board was not loaded anew').toBe(true);

    await page.getByRole('button', { name: '+1 working day' }).click();
    await page.getByRole('button', { name: '+1 working day' }).click();
    await page.getByRole('button', { name: '+1 working day' }).click();
    const late = stageOf(page, 'Offer').locator('.card.overdue', { hasText: 'Heat pumps for the port' });
    await late.waitFor(PATIENCE);
    await chatOf(page, 'Anna Ivanova')
      .getByText(/Overdue.*Prepare the offer|Prepare the offer.*overdue/i)
      .first()
      .waitFor(PATIENCE);
    await chatOf(page, 'Natalia Belova')
      .getByText(/overdue/i)
      .first()
      .waitFor(PATIENCE);

    await late.click();
    await terminate(page, 'No longer answers', 'Three letters without an answer');
    await page.locator('.way [aria-current]', { hasText: 'Lost' }).waitFor(PATIENCE);
    await page.getByText('Early termination: No longer answers').waitFor(PATIENCE);
    expect(problems).toEqual([]);
    const { pathname } = new URL(page.url());
    await crm.stop();

    const again = await startCrm(config, logger);
    onTestFinished(() => again.stop());
    expect(again.isFirstStart).toBe(false);
    await page.goto(again.url + pathname);
    expect(await page.locator('.way [aria-current]').textContent()).toBe('Lost');
    await page.getByText('Three letters without an answer').waitFor(PATIENCE);
    await page.goto(again.url);
    await chatOf(page, 'Anna Ivanova').getByText('Discuss the offer').first().waitFor(PATIENCE);
  }, 90_000);

  it('keeps what somebody writes when the page changes under their hands', async () => {
    const crm = await startTestCrm(undefined, { LOCALE: 'en' });
    const { page } = await openPage(`${crm.url}/deals/8`);
    const comment = page.getByRole('textbox', { name: 'Result comment' });
    await comment.fill('They want a discount of');
    const [task] = (await crm.engine.dealTasks('8')).items;
    await crm.engine.handOverTask({ task: task?.id ?? '', to: 'petrov', actor: 'orlova' });
    await page.getByText('The page has changed.').waitFor(PATIENCE);
    expect(await comment.inputValue()).toBe('They want a discount of');
    await page.getByRole('button', { name: 'Show' }).click();
    await page.getByText('Assignee: Dmitry Petrov').waitFor(PATIENCE);
  });

  it('shows a refusal where the button was pressed, and the stage stays', async () => {
    const crm = await startTestCrm(undefined, { LOCALE: 'en' });
    const { page } = await openPage(`${crm.url}/deals/8`);
    await page.getByLabel('Stage').selectOption('won');
    await page.getByRole('button', { name: 'Change the stage' }).click();
    await page.locator('form.stage .refusal', { hasText: 'follows its process' }).waitFor(PATIENCE);
    const stage = await crm.office.db('deals').where({ id: 8 }).first('stage');
    expect(stage).toEqual({ stage: 'negotiation' });
  });

  it('fits on a phone, and nothing sticks out', async () => {
    const crm = await startTestCrm(undefined, { LOCALE: 'en' });
    const { page } = await openPage(crm.url);
    await page.setViewportSize({ width: 390, height: 844 });
    for (const path of ['/', '/tasks', '/deals/new', '/deals/6', '/maps', '/telegram']) {
      await page.goto(crm.url + path);
      expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBe(390);
    }
  });
}

const chatFrame = (page: Page): FrameLocator => page.frameLocator('.chat iframe');
const chatOf = (page: Page, name: string): Locator => chatFrame(page).getByRole('region', { name });
const stageOf = (page: Page, name: string): Locator =>
  page.locator('#board').getByRole('region', { name, exact: true });

const markLoaded = (page: Page) => page.evaluate('window.loadedOnce = true');
const isStillLoaded = (page: Page) => page.evaluate('window.loadedOnce === true');

async function createDeal(page: Page, title: string): Promise<void> {
  await page.getByRole('link', { name: '+ New deal' }).click();
  await page.getByLabel('What we sell').fill(title);
  await page.getByRole('button', { name: 'Create' }).click();
  await page.getByRole('heading', { name: title }).waitFor(PATIENCE);
}

async function terminate(page: Page, reason: string, comment: string): Promise<void> {
  await page.getByText('Early termination…').click();
  await page.locator('#termination select').selectOption({ label: reason });
  await page.locator('#termination textarea').fill(comment);
  await page.getByRole('button', { name: 'Terminate early' }).click();
}
