import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM_MISSING, hasChromium, startBrowser } from './support/browser.js';
import { keyboard, result, startChat } from './support/telegram.js';

if (hasChromium) describe('the chat page in Chromium', testPage);
else {
  it('is not tested here, but must be in CI', () => {
    if (process.env.CI) throw new Error(CHROMIUM_MISSING);
    console.warn(`NOT RUN: the tests of the chat page. ${CHROMIUM_MISSING}`);
  });
}

function testPage(): void {
  let browser: BrowserContext;
  let close: () => Promise<void>;

  beforeAll(async () => {
    ({ browser, close } = await startBrowser());
  }, 60_000);
  afterAll(() => close());

  /** The page in English with Ivanova's column, and what went wrong in it. */
  async function openPage(query = '') {
    const started = await startChat();
    const page = await browser.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (said) => said.type() === 'error' && problems.push(said.text()));
    await page.goto(`${started.telegram.url}/?lang=en${query}`);
    const column = page.getByRole('region', { name: 'Anna Ivanova' });
    await column.waitFor();
    return { ...started, page, column, problems };
  }

  it('plays a person from the task to the answer, live', async () => {
    const { telegram, ivanova, chat_id, page, column, problems } = await openPage();
    const card = {
      chat_id,
      text: 'A <b>task</b>',
      parse_mode: 'HTML',
      reply_markup: keyboard('Done', 'done'),
    };
    await result(telegram, 'sendMessage', card);
    await column.locator('strong', { hasText: 'task' }).waitFor();
    await column.getByRole('button', { name: 'Done' }).click();
    await expect.poll(() => telegram.updates.pending).toMatchObject([{ callback_query: { data: 'done' } }]);
    const callback_query_id = telegram.updates.pending[0]?.callback_query?.id;
    expect(await column.locator('.waiting').count()).toBe(1);
    await result(telegram, 'answerCallbackQuery', { callback_query_id, text: 'Saved' });
    await column.locator('.toast', { hasText: 'Saved' }).waitFor();
    expect(await column.locator('.waiting').count()).toBe(0);
    await result(telegram, 'editMessageText', { chat_id, message_id: 1, text: 'Agreed: Ivanova' });
    await column.getByText('Agreed: Ivanova').waitFor();
    expect(await column.locator('.inline').count()).toBe(0);
    await result(telegram, 'deleteMessage', { chat_id, message_id: 1 });
    await column.getByText('No messages yet').waitFor();
    expect(ivanova.toasts).toHaveLength(1);
    expect(problems).toEqual([]);
    await page.close();
  });

  it('opens the field bound to the message that asks for a reply, by keyboard alone', async () => {
    const { telegram, ivanova, chat_id, page, column } = await openPage();
    const field = column.getByRole('textbox');
    await field.focus();
    const reply_markup = { force_reply: true, input_field_placeholder: 'The result' };
    await result(telegram, 'sendMessage', { chat_id, text: 'Why?', reply_markup });
    await column.locator('.reply-strip', { hasText: 'Why?' }).waitFor();
    expect(await field.getAttribute('placeholder')).toBe('The result');
    await page.keyboard.type('Too');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('expensive');
    await page.keyboard.press('Enter');
    const answer = await lastOf(() => ivanova.chat.last, 'Too\nexpensive');
    expect(answer?.replyTo?.text).toBe('Why?');
    await column.locator('.reply-strip').waitFor({ state: 'hidden' });
    await page.keyboard.press('Tab');
    expect(await focusedName(page)).toBe('Send');
    await page.close();
  });

  it('keeps the focus on a card that is redrawn', async () => {
    const { telegram, chat_id, page, column } = await openPage();
    await result(telegram, 'sendMessage', { chat_id, text: 'A task', reply_markup: keyboard('One', '1') });
    await column.getByRole('button', { name: 'One' }).focus();
    await result(telegram, 'editMessageReplyMarkup', {
      chat_id,
      message_id: 1,
      reply_markup: keyboard('Two', '2'),
    });
    await column.getByRole('button', { name: 'Two' }).waitFor();
    expect(await focusedName(page)).toBe('Two');
    await page.close();
  });

  it('shows the commands of the bot and sends them', async () => {
    const { telegram, ivanova, page, column } = await openPage();
    await result(telegram, 'setMyCommands', { commands: [{ command: 'tasks', description: 'My tasks' }] });
    await column.getByRole('button', { name: 'Commands' }).click();
    await column.getByRole('button', { name: '/tasks My tasks' }).click();
    await lastOf(() => ivanova.chat.last, '/tasks');
    await column.getByRole('textbox').fill('/ta');
    await column.getByRole('button', { name: '/tasks My tasks' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await column.getByRole('button', { name: '/tasks My tasks' }).count()).toBe(0);
    await page.close();
  });

  it('counts what is unread in the column that nobody looks at', async () => {
    const { telegram, chat_id, page, column } = await openPage();
    telegram.person({ firstName: 'Petrov' }).open();
    await page.getByRole('region', { name: 'Petrov' }).getByRole('textbox').focus();
    await result(telegram, 'sendMessage', { chat_id, text: 'One' });
    await result(telegram, 'sendMessage', { chat_id, text: 'Two' });
    await column.locator('.head .badge', { hasText: '2' }).waitFor();
    expect(await page.title()).toBe('(2) Practice Telegram: Deal bot');
    await column.getByRole('textbox').focus();
    await column.locator('.head .badge').waitFor({ state: 'hidden' });
    expect(await page.title()).toBe('Practice Telegram: Deal bot');
    await page.close();
  });

  it('closes an alert, and blocks and unblocks the bot', async () => {
    const { telegram, ivanova, chat_id, page, column } = await openPage();
    await result(telegram, 'sendMessage', {
      chat_id,
      text: 'A task',
      reply_markup: keyboard('Done', 'done'),
    });
    await column.getByRole('button', { name: 'Done' }).click();
    await expect.poll(() => telegram.updates.pending.length).toBe(1);
    const callback_query_id = telegram.updates.pending[0]?.callback_query?.id;
    await result(telegram, 'answerCallbackQuery', { callback_query_id, text: 'Not yours', show_alert: true });
    await column.getByRole('alertdialog', { name: 'Not yours' }).waitFor();
    await page.keyboard.press('Enter');
    await column.getByRole('alertdialog').waitFor({ state: 'detached' });
    await column.getByRole('button', { name: 'Block the bot' }).click();
    await column.getByText('You have blocked the bot').waitFor();
    expect(ivanova.blocked).toBe(true);
    await column.locator('.start').click();
    await column.getByRole('textbox').waitFor();
    expect(ivanova.blocked).toBe(false);
    await page.close();
  });

  it('starts the bot with the code of the link that led here, for the person that it names', async () => {
    const { telegram, page } = await openPage('&start=code5&person=700002');
    const petrov = telegram.person({ firstName: 'Petrov' });
    const sidorov = telegram.person({ firstName: 'Sidorov' });
    await page
      .getByRole('region', { name: 'Sidorov' })
      .getByRole('button', { name: 'Start', exact: true })
      .click();
    await page
      .getByRole('region', { name: 'Petrov' })
      .getByRole('button', { name: 'Start with the code' })
      .click();
    await lastOf(() => petrov.chat.last, '/start code5');
    await lastOf(() => sidorov.chat.last, '/start');
    await page.close();
  });

  it('runs no markup that comes as data', async () => {
    const { telegram, chat_id, page, column, problems } = await openPage();
    const text = '<img src=x onerror=alert(1)><script>alert(2)</script>';
    await result(telegram, 'sendMessage', { chat_id, text, reply_markup: keyboard(text, 'x') });
    const evil = { type: 'text_link', offset: 0, length: 5, url: 'javascript:alert(3)' };
    await result(telegram, 'sendMessage', { chat_id, text: 'press here', entities: [evil] });
    await column.getByText('press here').waitFor();
    expect(await column.locator('.text img, .text script, .inline img, .text a').count()).toBe(0);
    expect(problems).toEqual([]);
    await page.close();
  });

  it('stacks its columns on a phone, and nothing sticks out', async () => {
    const { telegram, page } = await openPage();
    telegram.person({ firstName: 'Petrov' }).open();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('region', { name: 'Petrov' }).waitFor();
    const boxes = await Promise.all(
      (await page.locator('.column').all()).map((column) => column.boundingBox()),
    );
    expect(boxes.map((box) => box?.x)).toEqual([12, 12]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await page.close();
  });
}

/** Waits for a message that the server gets from the page. */
async function lastOf<T extends { readonly text: string }>(last: () => T | undefined, text: string) {
  await expect.poll(() => last()?.text).toBe(text);
  return last();
}

function focusedName(page: Page): Promise<unknown> {
  return page.evaluate('document.activeElement.ariaLabel ?? document.activeElement.textContent');
}
