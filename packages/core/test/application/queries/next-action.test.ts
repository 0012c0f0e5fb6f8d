import { type Advice, adviceText, LOCALES, type NextTask } from '@dealroute/core';
import { expect, test } from 'vitest';
import { errand } from '../../maps.js';
import { activate, begin, codeOf, World } from '../../world.js';

const task: NextTask = {
  id: 'p.2.1',
  title: { ru: 'Позвонить', en: 'Ring' },
  assignee: 'ivanova',
  dueAt: Date.UTC(2026, 2, 2, 9),
  overdue: false,
  step: { key: 'say', title: 'Say', evidence: { kind: 'contact', direction: 'incoming' } },
  missingFields: ['sum'],
  results: [{ key: 'agreed', title: 'Agreed' }],
};
const tasks = [task];
const since = Date.UTC(2026, 0, 1);
const ALL: readonly Advice[] = [
  ...(['CLAIM_TASK', 'ASSIGN_TASK', 'DO_STEP', 'FILL_FIELDS', 'CHOOSE_RESULT', 'COMPLETE_TASK'] as const).map(
    (code) => ({ code, task, yours: true }),
  ),
  { code: 'WAIT_UNTIL', title: 'Pause', until: since },
  { code: 'WAIT_FOR_PROCESS', title: 'Approval', tasks },
  { code: 'WAIT_FOR_ACTION', title: 'Bill' },
  { code: 'WAIT_FOR_BRANCHES', tasks: [] },
  { code: 'RESUME', process: 'p', since },
  { code: 'REPAIR', process: 'p', incident: 'i' },
  { code: 'START_PROCESS', maps: [{ key: 'sale', title: 'Sale' }] },
  { code: 'NOTHING', why: 'closed' },
  { code: 'NOTHING', why: 'noMap' },
];

test.each(ALL)('$code is told in finished sentences in ru and en', (advice) => {
  for (const locale of LOCALES) {
    const text = adviceText(advice, { locale, timeZone: 'Europe/Moscow' });
    expect(text).toMatch(/^[\p{Lu}«“].+\.$/u);
    expect(text).not.toMatch(/undefined|\[object|\{|\}/);
  }
});

test('instants are told in the time zone of the person', () => {
  const ru = adviceText(ALL[0] as Advice, { locale: 'ru', timeZone: 'Asia/Vladivostok' });
  expect(ru).toBe('Возьмите задачу «Позвонить». Крайний срок: 2 марта, 19:00.');
});

async function office(assignee: Parameters<typeof errand>[0]) {
  const world = new World();
  const engine = await world.engine();
  await activate(engine, errand(assignee));
  world.deal();
  await begin(engine, 'errand');
  const advice = async (actor?: string) => {
    const outcome = await engine.nextAction({ deal: 'D-1', ...(actor !== undefined && { actor }) });
    return outcome.ok && 'task' in outcome.value.advice
      ? [outcome.value.advice.code, outcome.value.advice.yours]
      : outcome;
  };
  return { world, engine, advice };
}

test('of a deal that no map drives the open task of a supporting process is recommended', async () => {
  const { advice } = await office({ rule: 'responsible' });
  expect(await advice('ivanova')).toEqual(['COMPLETE_TASK', true]);
  expect(await advice('sidorov')).toEqual(['COMPLETE_TASK', false]);
  expect(await advice()).toEqual(['COMPLETE_TASK', null]);
});

test('what nobody has is to be taken, or given to somebody', async () => {
  const { advice } = await office({ rule: 'role', role: 'warehouse' });
  expect(await advice('sidorov')).toEqual(['CLAIM_TASK', true]);
  expect(await advice('ivanova')).toEqual(['CLAIM_TASK', false]);
  const { advice: other } = await office({ rule: 'role', role: 'nobody' });
  expect(await other('ivanova')).toEqual(['ASSIGN_TASK', false]);
});

test('a deal that the host does not have is refused', async () => {
  const { engine } = await office({ rule: 'responsible' });
  expect(codeOf(await engine.nextAction({ deal: 'D-9' }))).toBe('DEAL_NOT_FOUND');
});
