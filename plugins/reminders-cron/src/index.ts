export type { DigestOptions, RemindersOptions, Rung, RungRecipient } from './options/reminders-options.js';
export { DEFAULT_LADDER } from './options/reminders-options.js';
export { type RemindersPlugin, remindersCron } from './reminders-cron.js';
