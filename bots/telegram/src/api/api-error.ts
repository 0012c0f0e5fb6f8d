import { TelegramError } from 'telegraf';

/** What a failed call means for the bot. */
export type Failure =
  /** No answer, or an answer of a server that is unwell: it may work later. */
  | 'unreachable'
  | 'tooMany'
  | 'unauthorized'
  | 'conflict'
  /** The person has blocked the bot, or the chat is gone: nothing reaches it. */
  | 'chatGone'
  | 'migrated'
  /** What was asked for is so already, or came too late to matter. */
  | 'pointless'
  /** The message to be changed is gone. */
  | 'messageGone'
  | 'badMarkup'
  | 'badLink'
  | 'refused';

/** A failed call of the Bot API. It never holds the token, nor what was sent. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly failure: Failure,
    readonly method: string,
    description: string,
    /** With `tooMany`: how long Telegram wants to be left alone. */
    readonly retryAfterMs: number = 0,
    /** With `migrated`: the id of the supergroup. */
    readonly movedTo?: number,
  ) {
    super(`${method}: ${description}`);
  }

  static is(value: unknown, ...failures: readonly Failure[]): value is ApiError {
    return value instanceof ApiError && (failures.length === 0 || failures.includes(value.failure));
  }
}

/** Sorts what Telegraf throws. */
export function apiError(method: string, thrown: unknown): ApiError {
  if (!(thrown instanceof TelegramError)) return new ApiError('unreachable', method, networkCode(thrown));
  const { code, description, parameters } = thrown;
  return new ApiError(
    failureOf(code, description, parameters?.migrate_to_chat_id),
    method,
    `${code} ${description}`,
    (parameters?.retry_after ?? 0) * 1_000,
    parameters?.migrate_to_chat_id,
  );
}

const DESCRIBED: readonly (readonly [RegExp, Failure])[] = [
  [/message is not modified|query is too old|query ID is invalid/i, 'pointless'],
  [/chat not found|user is deactivated|PEER_ID_INVALID|user not found/i, 'chatGone'],
  [/message to edit not found|message can't be edited|MESSAGE_ID_INVALID/i, 'messageGone'],
  [/can't parse entities/i, 'badMarkup'],
  [/url|wrong http/i, 'badLink'],
];

function failureOf(code: number, description: string, movedTo: number | undefined): Failure {
  if (code >= 500) return 'unreachable';
  if (code === 429) return 'tooMany';
  // Telegram answers 404 where the token is of no bot.
  if (code === 401 || (code === 404 && /^not found$/i.test(description))) return 'unauthorized';
  if (code === 409) return 'conflict';
  if (code === 403) return 'chatGone';
  if (movedTo !== undefined) return 'migrated';
  return DESCRIBED.find(([pattern]) => pattern.test(description))?.[1] ?? 'refused';
}

/** The code of a network error: its message may hold the address, which holds the token. */
function networkCode(thrown: unknown): string {
  const { code, name, type } = thrown as { code?: unknown; name?: unknown; type?: unknown };
  return [code, type, name].find((word) => typeof word === 'string') ?? 'no answer';
}
