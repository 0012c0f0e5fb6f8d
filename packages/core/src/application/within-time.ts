import { SdkError } from '../errors/sdk-error.js';

/**
 * What work gives, if it does so within `ms`; throws `TIMED_OUT` else. Work that is too slow goes on unheard, unless it
 * listens to `late`, which is aborted then.
 */
export function withinTime<T>(
  work: T | Promise<T>,
  ms: number,
  what: string,
  late?: AbortController,
): T | Promise<T> {
  if (!(work instanceof Promise)) return work;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const error = tooSlow(what, ms);
      late?.abort(error);
      reject(error);
    }, ms);
    work.finally(() => clearTimeout(timer)).then(resolve, reject);
  });
}

function tooSlow(what: string, ms: number): SdkError {
  return new SdkError('TIMED_OUT', `The ${what} did not answer: expected within ${ms} ms. Make it faster.`);
}
