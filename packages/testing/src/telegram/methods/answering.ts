import { badRequest } from '../refusal.js';
import { CALLBACK_LIFETIME_MS, type CallbackAnswer } from '../state/callback-query.js';
import type { Method } from './method.js';

const MAX_ANSWER = 200;

export const answering: Readonly<Record<string, Method>> = {
  answerCallbackQuery: ({ world, parameters }) => {
    const text = parameters.text('text') ?? '';
    const press = world.presses.get(parameters.text('callback_query_id') ?? '');
    if (!press || press.answer || world.now() - press.at > CALLBACK_LIFETIME_MS) {
      throw badRequest('query is too old and response timeout expired or query ID is invalid');
    }
    if (text.length > MAX_ANSWER) throw badRequest('MESSAGE_TOO_LONG');
    const url = parameters.text('url');
    if (url !== undefined && !/^(https?:\/\/)?t(elegram)?\.me\/|^tg:\/\//.test(url))
      throw badRequest('URL_INVALID');
    const answer: CallbackAnswer = { text, alert: parameters.flag('show_alert'), ...(url ? { url } : {}) };
    press.answer = answer;
    world.changes.announce({ kind: 'answer', press, answer });
    return true;
  },
};
