import { SdkError } from '@dealroute/core';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LADDER, type RemindersOptions, remindersCron } from '../src/index.js';

/** What is wrong with options, whatever JavaScript passes; nothing where they are right. */
function problemsOf(options: object): string[] {
  try {
    remindersCron(options as RemindersOptions);
    return [];
  } catch (error) {
    if (!SdkError.is(error, 'COMPOSITION_INVALID')) throw error;
    return error.message.split('\n  - ').slice(1);
  }
}

const after = (limit: unknown, to: unknown = ['head']) => ({ after: limit, to });

describe('the options of remindersCron()', () => {
  test.each<[string, object]>([
    ['none', {}],
    ['the default ladder', { ladder: DEFAULT_LADDER }],
    ['one late rung', { ladder: [after({ elapsed: 'PT1H' })] }],
    [
      'hours and then days, which only the calendar can compare',
      { ladder: [after({ working: 'PT20H' }), after({ working: 'P1D' })] },
    ],
    ['elapsed after working time', { ladder: [after({ working: 'P2D' }), after({ elapsed: 'P1D' })] }],
    ['a digest', { digest: { zone: 'Europe/Moscow', cron: '30 8 * * *' }, tenants: ['north', 'south'] }],
    ['no digest', { digest: false }],
    ['ticks by minutes or seconds', { tick: '* * * * *' }],
    ['no ticks', { tick: false }],
  ])('may be %s', (_, options) => expect(problemsOf(options)).toEqual([]));

  test.each<[string, object, string]>([
    [
      'an unknown option',
      { ladders: [] },
      'unknown option "ladders", expected ladder, digest, tenants, tick',
    ],
    ['an empty ladder', { ladder: [] }, 'ladder: expected a list of 1 to 20 rungs'],
    ['a ladder that is none', { ladder: {} }, 'ladder: expected a list of 1 to 20 rungs'],
    ['too many rungs', { ladder: Array(21).fill(after(null)) }, 'ladder: expected a list of 1 to 20 rungs'],
    ['a rung that is none', { ladder: [null] }, 'ladder, rung 1: expected an object with `after` and `to`'],
    [
      'a second deadline',
      { ladder: [after(null), after(null)] },
      'ladder, rung 2: `after` is null, which only the first rung can be',
    ],
    ['no time', { ladder: [after({ working: 'PT0M' })] }, 'ladder, rung 1: `after` is no time limit'],
    ['no duration', { ladder: [after({ working: '1 day' })] }, 'ladder, rung 1: `after` is no time limit'],
    [
      'two times',
      { ladder: [after({ working: 'P1D', elapsed: 'P1D' })] },
      'ladder, rung 1: `after` is no time limit',
    ],
    ['a missing time', { ladder: [{ to: ['head'] }] }, 'ladder, rung 1: `after` is no time limit'],
    [
      'an unknown recipient',
      { ladder: [after(null, ['boss'])] },
      'ladder, rung 1: `to` is ["boss"]: expected some of assignee, head, admins',
    ],
    ['nobody', { ladder: [after(null, [])] }, 'ladder, rung 1: `to` is []'],
    ['missing recipients', { ladder: [{ after: null }] }, 'ladder, rung 1: `to` is missing'],
    [
      'a recipient twice',
      { ladder: [after(null, ['head', 'head'])] },
      'ladder, rung 1: `to` is ["head","head"]',
    ],
    ['an unknown key', { ladder: [{ ...after(null), before: 1 }] }, 'ladder, rung 1: unknown key "before"'],
    [
      'falling hours',
      { ladder: [after({ working: 'PT4H' }), after({ working: 'PT4H' })] },
      'ladder, rung 2: it comes no later than the rung before it',
    ],
    [
      'falling days',
      { ladder: [after({ elapsed: 'P1D' }), after({ elapsed: 'PT23H' })] },
      'ladder, rung 2: it comes no later',
    ],
    ['a digest that is none', { digest: true }, 'digest: expected { zone, cron } or false'],
    ['a digest without a zone', { digest: {} }, 'digest: zone "undefined" is no time zone'],
    ['a wrong zone', { digest: { zone: 'Mars/Base' } }, 'digest: zone "Mars/Base" is no time zone'],
    [
      'a wrong cron',
      { digest: { zone: 'UTC', cron: '61 * * * *' } },
      'digest: cron "61 * * * *" is no expression',
    ],
    [
      'seconds',
      { digest: { zone: 'UTC', cron: '0 0 9 * * *' } },
      'digest: cron "0 0 9 * * *" is no expression',
    ],
    [
      'a cron that never comes',
      { digest: { zone: 'UTC', cron: '0 9 31 2 *' } },
      'digest: cron "0 9 31 2 *" never comes',
    ],
    ['a cron that is none', { digest: { zone: 'UTC', cron: 9 } }, 'digest: cron is no text'],
    ['an unknown key of the digest', { digest: { zone: 'UTC', at: '9:00' } }, 'digest: unknown option "at"'],
    ['no tenants', { tenants: [] }, 'tenants: expected at least one name'],
    ['a tenant twice', { tenants: ['a', 'a'] }, 'tenants: expected at least one name'],
    ['a wrong tick', { tick: 'often' }, 'tick "often" is no cron expression'],
    ['a tick that is none', { tick: true }, 'tick: expected a cron expression or false'],
  ])('may not be %s', (_, options, problem) =>
    expect(problemsOf(options)).toEqual([expect.stringContaining(problem)]),
  );

  test('come with all their problems at once', () => {
    const wrong = { ladder: [], digest: { zone: 'Nowhere', cron: 'x' }, tick: 'x', tenants: [''], every: 1 };
    expect(problemsOf(wrong)).toHaveLength(6);
  });
});
