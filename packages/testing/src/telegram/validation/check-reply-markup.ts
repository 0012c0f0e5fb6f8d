import { badRequest, strictly, unplayed } from '../refusal.js';
import type { InlineKeyboardButton, ReplyMarkup } from '../wire.js';
import { startParameterProblem } from './start-parameter.js';

const MAX_BUTTONS = 100;
const MAX_IN_ROW = 8;
const MAX_DATA_BYTES = 64;
const MAX_BYTES = 10_000;
const actions = [
  ...['callback_data', 'url', 'copy_text', 'web_app', 'login_url', 'switch_inline_query', 'pay'],
  ...['switch_inline_query_current_chat', 'switch_inline_query_chosen_chat', 'callback_game'],
];
const playedActions = ['callback_data', 'url', 'copy_text'];

export interface MarkupRules {
  readonly strict: boolean;
  readonly botUsername: string;
}

/** Refuses keyboards that Telegram refuses; their shape has been checked before. */
export function checkReplyMarkup(markup: ReplyMarkup, rules: MarkupRules): void {
  if (markup.inline_keyboard) checkInlineKeyboard(markup.inline_keyboard, rules);
  if (markup.keyboard) checkKeyboard(markup.keyboard);
  const placeholder = markup.input_field_placeholder;
  if (rules.strict && placeholder !== undefined && (placeholder.length < 1 || placeholder.length > 64)) {
    throw strictly(`input_field_placeholder has 1-64 characters, this one has ${placeholder.length}`);
  }
}

function checkInlineKeyboard(
  rows: readonly (readonly InlineKeyboardButton[])[],
  { strict, botUsername }: MarkupRules,
): void {
  for (const button of rows.flat()) checkButton(button, strict, botUsername);
  const tooMany = rows.flat().length > MAX_BUTTONS || Buffer.byteLength(JSON.stringify(rows)) > MAX_BYTES;
  if (tooMany) throw badRequest('reply markup is too long');
  const longest = Math.max(0, ...rows.map((row) => row.length));
  if (strict && longest > MAX_IN_ROW) {
    throw strictly(`an inline keyboard has at most ${MAX_IN_ROW} buttons in a row, this one has ${longest}`);
  }
}

function checkButton(button: InlineKeyboardButton, strict: boolean, botUsername: string): void {
  if (button.text === '') throw badRequest('inline keyboard button text must be non-empty');
  const given = actions.filter((action) => isGiven(button, action));
  if (given.length === 0) {
    throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard");
  }
  if (strict && given.length > 1)
    throw strictly(`a button has one action, "${button.text}" has ${given.join(', ')}`);
  const other = given.find((action) => !playedActions.includes(action));
  if (other) throw unplayed(`${other} buttons`);
  if (Buffer.byteLength(button.callback_data ?? '') > MAX_DATA_BYTES) throw badRequest('BUTTON_DATA_INVALID');
  if (button.url !== undefined) checkUrl(button.url, strict, botUsername);
  const copied = button.copy_text?.text.length ?? 1;
  if (copied < 1 || copied > 256) throw badRequest('BUTTON_COPY_TEXT_INVALID');
  if (strict && button.style !== undefined && !['danger', 'success', 'primary'].includes(button.style)) {
    throw strictly(`a button's style is danger, success or primary, not "${button.style}"`);
  }
}

/** An empty text stands for no action, but for the inline queries. */
function isGiven(button: InlineKeyboardButton, action: string): boolean {
  const value: unknown = Object.entries(button).find(([name]) => name === action)?.[1];
  return value !== undefined && (value !== '' || action.startsWith('switch'));
}

function checkUrl(url: string, strict: boolean, botUsername: string): void {
  if (/^(tg|tonsite):\/\//i.test(url)) return;
  const absolute = /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `http://${url}`;
  const parsed = URL.canParse(absolute) ? new URL(absolute) : undefined;
  if (!parsed || !/^https?:$/.test(parsed.protocol) || !parsed.hostname.includes('.')) {
    const why = parsed && /^https?:$/.test(parsed.protocol) ? 'Wrong HTTP URL' : 'Unsupported URL protocol';
    throw badRequest(`inline keyboard button URL '${url}' is invalid: ${why}`);
  }
  const problem = startParameterProblem(parsed, botUsername);
  if (strict && problem) throw strictly(`the button's link ${url}: ${problem}`);
}

function checkKeyboard(rows: NonNullable<ReplyMarkup['keyboard']>): void {
  for (const button of rows.flat()) {
    if (button.text === '') throw badRequest('keyboard button text must be non-empty');
  }
  if (rows.flat().length > 300) throw badRequest('reply markup is too long');
}
