import type { DeadlineExplanation } from '@dealroute/core';

/** The days of an explanation, without what the asker has said himself. */
export function explanationData({
  counted,
  skipped,
  shortened,
  unlisted,
  provisional,
}: DeadlineExplanation): object {
  return {
    ...(counted && { counted }),
    ...(skipped && { skipped }),
    ...(shortened && { shortened }),
    ...(unlisted !== undefined && { unlisted }),
    ...(provisional && { provisional }),
  };
}
