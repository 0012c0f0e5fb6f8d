import { SdkError } from '../errors/sdk-error.js';

/** What work gives, if it does so within `ms`; throws `TIMED_OUT` else. Work that is too slow goes on unheard. */
export function withinTime<T>(work: T | Promise<T>, ms: number, what: string): T | Promise<T> {
  if (!(work instanceof Promise)) return work;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(tooSlow(what, ms)), ms);
    work.finally(() => clearTimeout(timer)).then(resolve, reject);
  });
}

function tooSlow(what: string, ms: number): SdkError {
  return new SdkError('TIMED_OUT', `The ${what} did not answer: expected within ${ms} ms. Make it faster.`);
}
