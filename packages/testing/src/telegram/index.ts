export type { ApiAnswer, ApiCall } from './api-call.js';
export type { FakeTelegram, FakeTelegramOptions, PageHandler } from './fake-telegram.js';
export {
  connectionReset,
  cutResponse,
  type Fault,
  lostResponse,
  refused,
  serverError,
  tooManyRequests,
} from './faults/fault.js';
export type { CallMatch, HeldCall, PlannedFault } from './faults/fault-plan.js';
export type { ButtonPress } from './people/button-press.js';
export type { Group, GroupOptions } from './people/group.js';
export type { MessageMatch } from './people/match-message.js';
export type { PersonOptions } from './people/people.js';
export type { Person, Place, SendOptions, WaitOptions } from './people/person.js';
export { type ExceededLimit, type Limits, telegramLimits } from './rate-limits.js';
export { botApiVersion } from './specification/bot-api.js';
export { startFakeTelegram } from './start-fake-telegram.js';
export { CALLBACK_LIFETIME_MS, type CallbackAnswer, type PressedButton } from './state/callback-query.js';
export type { FakeChat } from './state/fake-chat.js';
export type { FakeMessage, MessageContent, MessageVersion } from './state/fake-message.js';
export type { Deadline } from './state/wait-for.js';
export type { WebhookRoute } from './updates/bot-connection.js';
export type * from './wire.js';
