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
};

test.each(REJECTION_CODES)('%s is a finished sentence in ru and en', (code) => {
  for (const locale of LOCALES) {
    const sentence = rejectionText({ ...params, code } as unknown as Rejection, locale);
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

test('a late press is told how the task ended', () => {
  const late = (ended: 'completed' | 'withdrawn' | 'handedOver') =>
    rejectionText({ code: 'TASK_NOT_OPEN', task: 't', ended }, 'en');
  expect(new Set([late('completed'), late('withdrawn'), late('handedOver')]).size).toBe(3);
});

test('the Russian count of characters is declined', () => {
  expect(rejectionText({ code: 'COMMENT_TOO_LONG', limit: 21 }, 'ru')).toContain('21 символа');
  expect(rejectionText({ code: 'COMMENT_TOO_LONG', limit: 4096 }, 'ru')).toContain('4096 символов');
});
