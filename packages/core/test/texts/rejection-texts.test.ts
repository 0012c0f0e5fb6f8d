import type { Rejection } from '@dealroute/domain';
import { expect, test } from 'vitest';
import { LOCALES, REJECTION_CODES, rejectionText } from '../../src/index.js';

/** Parameters for any code: what a sentence does not name it ignores. */
const params = {
  result: 'agreed',
  results: ['agreed'],
  fields: ['Сумма'],
  steps: ['call'],
  field: 'date',
  evidence: 'field',
  limit: 16,
  map: 'sale',
  message: 'no field',
  reason: 'Not today.',
  why: 'branch',
  stage: 'offer',
  nodes: [{ node: 'offer', candidates: ['contract'] }],
  at: 'All together',
};

test.each(REJECTION_CODES)('%s is a finished sentence in ru and en', (code) => {
  for (const locale of LOCALES) {
    const why = code === 'CANNOT_MIGRATE' ? 'stranded' : params.why;
    const sentence = rejectionText({ ...params, why, code } as unknown as Rejection, locale);
    expect(sentence).toMatch(/^\p{Lu}.+\.$/u);
    expect(sentence).not.toMatch(/undefined|\[object|\{|\}/);
  }
});

test.each(['CANNOT_MOVE_THERE', 'CANNOT_BEGIN_THERE'] as const)(
  '%s tells each obstacle apart, as a finished sentence',
  (code) => {
    const why = ['unknown', 'start', 'join', 'end', 'sideBranch', 'branch', 'lossReason'] as const;
    for (const locale of LOCALES) {
      const told = why.map((one) => rejectionText({ code, node: 'n', why: one }, locale));
      expect(new Set(told).size).toBe(why.length);
      for (const sentence of told) expect(sentence).toMatch(/^\p{Lu}.+\.$/u);
    }
  },
);

test('each obstacle to a migration is told apart, with the place and the way that show it', () => {
  const why = [
    ...(['sameVersion', 'mapKind', 'noCounterpart', 'choiceUnknown', 'choiceKind', 'otherMap'] as const),
    ...(['otherAction', 'answers', 'leading', 'stranded', 'doubled', 'endless'] as const),
    ...(['undecided', 'lossReason', 'takenBack'] as const),
  ];
  for (const locale of LOCALES) {
    const tell = (one: (typeof why)[number]) =>
      rejectionText(
        { code: 'CANNOT_MIGRATE', why: one, node: 'offer', at: { ru: 'Точка', en: 'Node' } },
        locale,
      );
    expect(new Set(why.map(tell)).size).toBe(why.length);
    for (const sentence of why.map(tell)) expect(sentence).toMatch(/^\p{Lu}[^{}]+\.$/u);
  }
  const path = [{ ru: 'Отгрузка', en: 'Shipment' }, 'End'];
  expect(rejectionText({ code: 'CANNOT_MIGRATE', why: 'stranded', at: 'Join', path }, 'en')).toBe(
    'The process would wait for ever at “Join”. Shipment → End.',
  );
});

test('a late press is told how the task ended', () => {
  const late = (ended: 'completed' | 'withdrawn' | 'handedOver') =>
    rejectionText({ code: 'TASK_NOT_OPEN', task: 't', ended }, 'en');
  expect(new Set([late('completed'), late('withdrawn'), late('handedOver')]).size).toBe(3);
});

test('the Russian count of characters is declined', () => {
  expect(rejectionText({ code: 'COMMENT_TOO_LONG', limit: 21 }, 'ru')).toContain('21 символа');
  expect(rejectionText({ code: 'COMMENT_TOO_LONG', limit: 4096 }, 'ru')).toContain('4096 символов');
});
