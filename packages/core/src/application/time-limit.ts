import { parseDuration } from '@dealroute/domain';
import { z } from 'zod';

const duration = z.string().refine((text) => parseDuration(text) !== undefined, {
  message: 'expected days, hours and minutes such as P2D or PT8H',
});

/** The form of a time limit in a call or an option. */
export const timeLimit = z.union([
  z.strictObject({ working: duration }),
  z.strictObject({ elapsed: duration }),
]);
