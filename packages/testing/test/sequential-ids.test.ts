import { SequentialIds } from '@dealroute/testing';
import { expect, test } from 'vitest';

test('gives the same ids in every run', () => {
  const ids = new SequentialIds();
  expect([ids.next(), ids.next(), ids.next()]).toEqual(['id-00000001', 'id-00000002', 'id-00000003']);
});

test('gives ids that sort as they were made', () => {
  const ids = new SequentialIds();
  const made = Array.from({ length: 120 }, () => ids.next());
  expect([...made].sort()).toEqual(made);
});

test('keeps sources apart by their prefixes', () => {
  expect(new SequentialIds('a').next()).toBe('a-00000001');
  expect(new SequentialIds('b').next()).toBe('b-00000001');
});
