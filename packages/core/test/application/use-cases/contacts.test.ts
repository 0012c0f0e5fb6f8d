import { SdkError } from '@dealroute/core';
import { expect, test } from 'vitest';
import { errand } from '../../maps.js';
import { accepted, activate, altered, begin, codeOf, World } from '../../world.js';

const CALL = { direction: 'outgoing', channel: 'call' } as const;
const called = errand(
  { rule: 'responsible' },
  {
    checklist: [
      { key: 'look', title: 'Look' },
      { key: 'ring', title: 'Ring', evidence: { kind: 'contact', ...CALL } },
    ],
  },
);

async function office() {
  const world = new World();
  const read: unknown[] = [];
  const contacts = altered(world.storage.contacts, {
    list: (filter, ...rest) => {
      read.push(filter);
      return world.storage.contacts.list(filter, ...rest);
    },
  });
  const engine = await world.engine({ contacts });
  await activate(engine, called);
  world.deal();
  return { world, engine, read, ...(await begin(engine, 'errand')) };
}

test('contacts are read for the step that one proves, and for nothing else', async () => {
  const { engine, read, task, world } = await office();
  const step = (key: string) => engine.completeStep({ task, step: key, actor: 'ivanova' });
  expect(codeOf(await step('look'))).toBe('accepted');
  expect(codeOf(await engine.completeTask({ task, actor: 'ivanova' }))).toBe('CHECKLIST_OPEN');
  expect(read).toEqual([]);
  expect(codeOf(await step('ring'))).toBe('EVIDENCE_MISSING');
  expect(read).toEqual([{ ...CALL, deal: 'D-1', since: world.clock.now() }]);
  accepted(await engine.registerContact({ deal: 'D-1', ...CALL, actor: 'ivanova' }));
  expect(codeOf(await step('ring'))).toBe('accepted');
  expect(codeOf(await engine.completeTask({ task, actor: 'ivanova' }))).toBe('accepted');
  expect(read).toHaveLength(2);
});

test('a contact of another tenant proves nothing', async () => {
  const { engine, task, world } = await office();
  world.deal('D-1', {}, 'other');
  accepted(await engine.for('other').registerContact({ deal: 'D-1', ...CALL, actor: null }));
  await engine.completeStep({ task, step: 'look', actor: 'ivanova' });
  expect(codeOf(await engine.completeStep({ task, step: 'ring', actor: 'ivanova' }))).toBe(
    'EVIDENCE_MISSING',
  );
});

test('a contact is of a deal or of a lead, and names another person only from the host', async () => {
  const { engine } = await office();
  const malformed = [
    { ...CALL, actor: null },
    { deal: 'D-1', lead: 'L', ...CALL, actor: null },
    { deal: 'D-1', ...CALL, by: 'sidorov', actor: 'ivanova' },
    { deal: 'D-1', direction: 'sideways', channel: 'call', actor: null },
  ];
  for (const wish of malformed) {
    await expect(engine.registerContact(wish as never)).rejects.toSatisfy((error) =>
      SdkError.is(error, 'REQUEST_INVALID'),
    );
  }
});
