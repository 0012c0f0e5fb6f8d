import { isArchiving } from '../../defaults/no-archive.js';
import { SdkError } from '../../errors/sdk-error.js';
import { done, type Outcome, refused } from '../outcome.js';
import { type ApplyRetentionRequest, applyRetentionRequest, checked } from '../requests.js';
import { type RetentionBatch, removeNext } from '../retention/retention-batch.js';
import { timesOf } from '../retention/retention-policy.js';
import type { Runtime } from '../runtime.js';
import type { Scope } from '../scope.js';
import { mayAdminister } from './administer.js';

/** Most things of one batch, where the request does not say. */
const BATCH = 200;

/** Removes a batch of what has been over for long enough, or says what it would remove. */
export async function applyRetention(
  runtime: Runtime,
  scope: Scope,
  request: ApplyRetentionRequest,
): Promise<Outcome<RetentionBatch>> {
  const wish = checked(applyRetentionRequest, request, 'applyRetention');
  if (scope.transaction) throw inTransaction();
  const denied = await mayAdminister(runtime, scope, wish.actor, 'applyRetention');
  if (denied) return refused(denied);
  const { keep, after, dryRun, limit = BATCH, withoutArchive = runtime.keep.withoutArchive } = wish;
  const times = keep ? timesOf(keep) : runtime.keep.times;
  const archive = isArchiving(runtime.ports.archive);
  if (times.processes !== null && !archive && !withoutArchive && !dryRun) throw noArchiveBound();
  const { tenant } = scope;
  const batch = await removeNext(runtime, { times, tenant, after, limit, dryRun, archive: !withoutArchive });
  return batch ? done(batch) : refused({ code: 'RETENTION_UNDER_WAY' });
}

const inTransaction = (): SdkError =>
  new SdkError(
    'TRANSACTION_UNUSABLE',
    "applyRetention was called in a host's transaction: expected none, since an archive cannot be rolled back. Call it outside.",
  );

const noArchiveBound = (): SdkError =>
  new SdkError(
    'REQUEST_INVALID',
    'applyRetention is to remove finished processes: expected a ProcessArchive, or `withoutArchive: true`. Bind an archive, or say that their records may be lost.',
  );
