import { SdkError } from '../errors/sdk-error.js';

/** What work gives, if it does so within `ms`; throws `TIMED_OUT` else. Work that is too slow goes on unheard. */
export async function withinTime<T>(work: T | Promise<T>, ms: number, what: string): Promise<T> {
  if (!(work instanceof Promise)) return work;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new SdkError(
      'TIMED_OUT',
      `The ${what} did not answer: expected within ${ms} ms. Make it faster.`,
    );
    timer = setTimeout(() => reject(error), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
