import {
  assigneeResolverCases,
  brokenCases,
  hostCrmCases,
  incidentStoreCases,
  mapStoreCases,
  notifierCases,
  outboxStoreCases,
  processQueriesCases,
  processStoreCases,
  runCase,
  timerStoreCases,
  triggerStoreCases,
  userDirectoryCases,
  workingCalendarCases,
} from '@dealroute/testing/contracts';
import { describe, expect, test } from 'vitest';

const CONTRACTS = Object.entries({
  assigneeResolverCases,
  hostCrmCases,
  incidentStoreCases,
  mapStoreCases,
  notifierCases,
  outboxStoreCases,
  processQueriesCases,
  processStoreCases,
  timerStoreCases,
  triggerStoreCases,
  userDirectoryCases,
  workingCalendarCases,
});

describe.each(CONTRACTS)('%s', (_contract, cases: readonly { readonly name: string }[]) => {
  test('are at least 15', () => expect(cases.length).toBeGreaterThanOrEqual(15));

  test('have names of their own', () =>
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length));
});

const holds = { name: 'holds', run: async () => {} };
const fails = {
  name: 'fails',
  run: async () => {
    throw new Error('Broken.');
  },
};

test('runs each case with a setup of its own and tears it down, whether the case holds or not', async () => {
  const events: string[] = [];
  const setup = () => {
    events.push('up');
    return { teardown: () => void events.push('down') };
  };
  await runCase(holds, setup);
  await expect(runCase(fails, setup)).rejects.toThrow('Broken.');
  expect(events).toEqual(['up', 'down', 'up', 'down']);
});

test('names the cases that an adapter breaks', async () => {
  expect(await brokenCases([holds, fails, holds], () => ({}))).toEqual(['fails']);
});
