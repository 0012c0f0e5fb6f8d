import { createHash } from 'node:crypto';
import { SdkError } from '../errors/sdk-error.js';
import type { KeptReply } from '../ports/index.js';
import { canonical } from './canonical.js';
import type { CommandRequest, Receipt } from './command-request.js';
import type { Runtime } from './runtime.js';
import { contextOf, type Scope } from './scope.js';

/** What a command with a key keeps, so that a repetition gets the same answer. */
export function keptReply(request: CommandRequest, receipt: Receipt): KeptReply | undefined {
  const { key } = request;
  return key === undefined ? undefined : { key, fingerprint: fingerprint(request), reply: { ...receipt } };
}

/** The answer that a command under the same key got; undefined when there was none. */
export async function firstAnswer(
  runtime: Runtime,
  scope: Scope,
  request: CommandRequest,
): Promise<Receipt | undefined> {
  if (request.key === undefined) return undefined;
  const kept = await runtime.ports.store.kept(request.key, contextOf(scope));
  return kept && repeated(kept, request);
}

/** The kept answer, for the same wish only; throws `KEY_REUSED` for another. */
export function repeated(kept: KeptReply, request: CommandRequest): Receipt {
  if (kept.fingerprint === fingerprint(request)) return kept.reply as unknown as Receipt;
  throw new SdkError(
    'KEY_REUSED',
    `The key "${kept.key}" was used for another command: expected a key of its own for each. Make keys from what is asked, such as the id of the request.`,
    { key: kept.key },
  );
}

/** A digest of what is asked; the id of a process that begins, and who counts as its starter, are no part of the wish. */
function fingerprint({ command, actor, start }: CommandRequest): string {
  const wish = command.type === 'StartProcess' ? { ...command, process: null, starter: null } : command;
  return createHash('sha256')
    .update(canonical([wish, actor, start?.map ?? null]))
    .digest('base64url');
}
