import { describe } from 'vitest';
import { itRefuses } from '../support/refusals.js';

const text = 'The task';
const long = (length: number) => 'x'.repeat(length);

describe('sending what Telegram would not send', () => {
  itRefuses([
    ['no chat', 'sendMessage', { chat_id: undefined, text }, 'chat_id is empty'],
    ['an unknown chat', 'sendMessage', { chat_id: 999, text }, 'chat not found'],
    ['an unknown chat by name', 'sendMessage', { chat_id: '@nobody', text }, 'chat not found'],
    ['no text', 'sendMessage', {}, 'message text is empty'],
    ['an empty text', 'sendMessage', { text: '' }, 'message text is empty'],
    ['a text of spaces', 'sendMessage', { text: ' \n ' }, 'message text is empty'],
    [
      'a text of empty tags',
      'sendMessage',
      { text: '<b> </b>', parse_mode: 'HTML' },
      'message text is empty',
    ],
    ['a text of 4097', 'sendMessage', { text: long(4097) }, 'message is too long'],
    ['an unknown parse mode', 'sendMessage', { text, parse_mode: 'BBCode' }, 'unsupported parse_mode'],
    [
      'Markdown',
      'sendMessage',
      { text, parse_mode: 'MarkdownV2' },
      'Not Implemented: the fake server does not play Markdown: use HTML or entities',
    ],
    [
      'broken HTML',
      'sendMessage',
      { text: '<b>bold', parse_mode: 'HTML' },
      'can\'t parse entities: Can\'t find end tag corresponding to start tag "b"',
    ],
    [
      'an entity beyond the text',
      'sendMessage',
      { text, entities: [{ type: 'bold', offset: 5, length: 9 }] },
      '[strict] the entity "bold" reaches beyond the text',
    ],
    [
      'a reply to nothing',
      'sendMessage',
      { text, reply_parameters: { message_id: 99 } },
      'message to be replied not found',
    ],
    [
      'a reply across chats',
      'sendMessage',
      { text, reply_parameters: { message_id: 1, chat_id: 5 } },
      '[strict] the fake server plays replies within one chat only',
    ],
    ['an unknown topic', 'sendMessage', { text, message_thread_id: 7 }, 'message thread not found'],
    [
      'a business message',
      'sendMessage',
      { text, business_connection_id: 'x' },
      'Not Implemented: the fake server does not play the parameter business_connection_id',
    ],
    ['no photo', 'sendPhoto', {}, 'there is no photo in the request'],
    [
      'an unknown file',
      'sendPhoto',
      { photo: 'file-x' },
      'wrong remote file identifier specified: Wrong string length',
    ],
    [
      'a file that is not attached',
      'sendPhoto',
      { photo: 'attach://map' },
      'can\'t find file "attach://map" in the request',
    ],
    [
      'an address',
      'sendPhoto',
      { photo: 'https://crm.example.com/map.png' },
      'Not Implemented: the fake server does not play files by their address: upload them',
    ],
    ['no document', 'sendDocument', {}, 'there is no document in the request'],
    ['an unknown file id', 'getFile', { file_id: 'x' }, 'invalid file_id'],
    ['an unknown action', 'sendChatAction', { action: 'thinking' }, 'wrong parameter action in request'],
    ['a missing action', 'sendChatAction', {}, 'wrong parameter action in request'],
  ]);
});
