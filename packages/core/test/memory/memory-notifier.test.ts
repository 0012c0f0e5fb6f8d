import { expect, test } from 'vitest';
import { MemoryNotifier } from '../../src/memory/memory-notifier.js';
import type { Notice } from '../../src/ports/index.js';

const NOTICE: Notice = {
  id: 'n',
  kind: 'taskAssigned',
  to: 'ann',
  deal: 'd',
  process: 'p',
  details: { list: [1] },
};
const CONTEXT = { tenant: 'north' };

test('keeps what was delivered, as it was at that time', async () => {
  const notifier = new MemoryNotifier();
  const notice = structuredClone(NOTICE);
  await notifier.deliver(notice, CONTEXT);
  Object.assign(notice.details, { list: [] });
  expect(notifier.delivered).toEqual([{ tenant: 'north', notice: NOTICE }]);
});

test('calls back once for a notice, however often it is delivered', async () => {
  const seen: string[] = [];
  const notifier = new MemoryNotifier(({ notice }) => {
    seen.push(notice.id);
  });
  await Promise.all([notifier.deliver(NOTICE, CONTEXT), notifier.deliver(NOTICE, CONTEXT)]);
  await notifier.deliver(NOTICE, CONTEXT);
  expect(seen).toEqual(['n']);
});

test('tells every caller that waits for one delivery when it fails', async () => {
  const notifier = new MemoryNotifier(async () => {
    throw new Error('Down.');
  });
  const outcomes = await Promise.allSettled([
    notifier.deliver(NOTICE, CONTEXT),
    notifier.deliver(NOTICE, CONTEXT),
  ]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(notifier.delivered).toEqual([]);
});
