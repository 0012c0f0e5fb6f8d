import { describe } from 'vitest';
import { itRefuses } from '../support/refusals.js';
import { keyboard } from '../support/telegram.js';

const text = 'The task';
const long = (length: number) => 'x'.repeat(length);

describe('editing and deleting what is not there', () => {
  itRefuses([
    [
      'the same text',
      'editMessageText',
      { text: 'Hello', reply_markup: keyboard('Go', 'go') },
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    ],
    [
      'the same keyboard',
      'editMessageReplyMarkup',
      { reply_markup: keyboard('Go', 'go') },
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    ],
    ['an edit of nothing', 'editMessageText', { message_id: 99, text }, 'message to edit not found'],
    [
      'an edit without a message',
      'editMessageText',
      { message_id: undefined, text },
      'message identifier is not specified',
    ],
    ['an edit without a chat', 'editMessageText', { chat_id: undefined, text }, 'chat_id is empty'],
    ['an edit without a text', 'editMessageText', {}, 'message text is empty'],
    ['an edit to 4097', 'editMessageText', { text: long(4097) }, 'MESSAGE_TOO_LONG'],
    ["an edit of a person's message", 'editMessageText', { message_id: 1, text }, "message can't be edited"],
    [
      'an edit to another kind of keyboard',
      'editMessageText',
      { text, reply_markup: { force_reply: true } },
      'parameter "reply_markup" does not fit: reply_markup.inline_keyboard: expected Array of Array of InlineKeyboardButton, it is required',
    ],
    [
      'an edit of an inline message',
      'editMessageText',
      { text, inline_message_id: 'x' },
      'Not Implemented: the fake server does not play the parameter inline_message_id',
    ],
    [
      'a caption of a text',
      'editMessageCaption',
      { caption: text },
      'there is no caption in the message to edit',
    ],
    ['a deletion of nothing', 'deleteMessage', { message_id: 99 }, 'message to delete not found'],
    [
      'too many deletions',
      'deleteMessages',
      { message_ids: Array(101).fill(1) },
      'too many message identifiers specified',
    ],
    ['a pin of nothing', 'pinChatMessage', { message_id: 99 }, 'message to pin not found'],
    ['an unpin of nothing', 'unpinChatMessage', {}, 'message to unpin not found'],
    [
      'a copy of nothing',
      'copyMessage',
      { from_chat_id: 700_001, message_id: 99 },
      'message to copy not found',
    ],
    [
      'a forward of nothing',
      'forwardMessage',
      { from_chat_id: 700_001, message_id: 99 },
      'message to forward not found',
    ],
    [
      'an answer to nothing',
      'answerCallbackQuery',
      { callback_query_id: '5' },
      'query is too old and response timeout expired or query ID is invalid',
    ],
  ]);
});
