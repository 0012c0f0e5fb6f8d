import { describe } from 'vitest';
import { itRefuses } from '../support/refusals.js';

const text = 'The task';
const long = (length: number) => 'x'.repeat(length);

describe('calls that do not fit the specification', () => {
  itRefuses([
    ['an unknown method', 'sendMesage', {}, 'Not Found'],
    [
      'a method that is not played',
      'sendPoll',
      {},
      'Not Implemented: the fake server does not play the method sendPoll',
    ],
    ['an unknown member', 'getChatMember', { user_id: 5 }, 'user not found'],
    [
      'administrators of a private chat',
      'getChatAdministrators',
      {},
      'there are no administrators in the private chat',
    ],
    ['leaving a private chat', 'leaveChat', {}, "chat member status can't be changed in private chats"],
    [
      'a command in capitals',
      'setMyCommands',
      { commands: [{ command: 'Tasks', description: 'x' }] },
      'BOT_COMMAND_INVALID',
    ],
    [
      'a command without words',
      'setMyCommands',
      { commands: [{ command: 'tasks', description: '' }] },
      'command description must be non-empty',
    ],
    [
      'a long command description',
      'setMyCommands',
      { commands: [{ command: 'tasks', description: long(257) }] },
      'BOT_COMMAND_DESCRIPTION_INVALID',
    ],
    [
      '101 commands',
      'setMyCommands',
      { commands: Array(101).fill({ command: 'x', description: 'x' }) },
      'BOT_COMMANDS_TOO_MUCH',
    ],
    ['no commands', 'setMyCommands', {}, 'parameter "commands" is required in setMyCommands'],
    ['a wrong language', 'setMyName', { name: 'x', language_code: 'rus' }, 'invalid language code specified'],
    ['a long name', 'setMyName', { name: long(65) }, 'name is longer than 64 characters'],
    [
      'a webhook elsewhere',
      'setWebhook',
      { url: 'https://crm.example.com/hook' },
      'bad webhook: Failed to resolve host: Name or service not known',
    ],
    [
      'a webhook without https',
      'setWebhook',
      { url: 'http://crm.example.com/hook' },
      'bad webhook: An HTTPS URL must be provided for webhook',
    ],
    ['a webhook at no address', 'setWebhook', { url: 'hook' }, 'bad webhook: invalid webhook URL specified'],
    [
      'a bad secret',
      'setWebhook',
      { url: 'http://127.0.0.1:9/', secret_token: 'a b' },
      'secret token contains unallowed characters',
    ],
    [
      'an unknown parameter',
      'sendMessage',
      { text, parsemode: 'HTML' },
      '[strict] sendMessage has no parameter "parsemode": Telegram would ignore it. It has: business_connection_id, chat_id, message_thread_id, direct_messages_topic_id, text, parse_mode, entities, link_preview_options, disable_notification, protect_content, allow_paid_broadcast, message_effect_id, suggested_post_parameters, reply_parameters, reply_markup',
    ],
    [
      'an unknown field',
      'sendMessage',
      { text, link_preview_options: { disabled: true } },
      'parameter "link_preview_options" does not fit: link_preview_options.disabled: LinkPreviewOptions has no such field',
    ],
    [
      'a number for a flag',
      'sendMessage',
      { text, disable_notification: 5 },
      'parameter "disable_notification" does not fit: disable_notification: expected Boolean',
    ],
    [
      'a word for a number',
      'deleteMessage',
      { message_id: 'last' },
      'parameter "message_id" does not fit: message_id: expected Integer',
    ],
    [
      'an object for a text',
      'sendMessage',
      { text: { text } },
      'parameter "text" does not fit: text: expected String',
    ],
    [
      'a list of the wrong things',
      'getUpdates',
      { allowed_updates: [1] },
      'parameter "allowed_updates" does not fit: allowed_updates[0]: expected String',
    ],
    [
      'a text that is no list',
      'getUpdates',
      { allowed_updates: 'message' },
      "can't parse allowed_updates JSON object",
    ],
    [
      'an unknown scope',
      'getMyCommands',
      { scope: { type: 'world' } },
      'parameter "scope" does not fit: scope: expected BotCommandScope',
    ],
  ]);
});
