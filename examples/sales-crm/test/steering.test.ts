import { expect, test } from 'vitest';
import type { Crm } from '../src/start-crm.js';
import { startTestCrm } from './support/test-crm.js';
import { Visitor } from './support/visitor.js';

const DENIED = 'You are not permitted to do this.';

async function governingOf(crm: Crm, deal: string): Promise<string> {
  const { items } = await crm.engine.processes({ deal, kind: 'governing' });
  const [newest] = items;
  if (!newest) throw new Error(`Deal ${deal} has no governing process.`);
  return newest.id;
}

const formsOf = async (visitor: Visitor, path: string): Promise<string[]> => {
  const html = await (await visitor.open(path)).text();
  return [...html.matchAll(/action="([^"]+)"/g)].map(([, action = '']) => action);
};

test('the head suspends a process: nothing of it can be pressed until it is resumed', async () => {
  const crm = await startTestCrm();
  const [orlova, ivanova] = [new Visitor(crm, 'orlova'), new Visitor(crm)];
  const process = `/processes/${await governingOf(crm, '10')}`;
  expect(await formsOf(orlova, '/deals/10')).toContain(`${process}/suspend`);
  expect(await orlova.press(`${process}/suspend`, { reason: 'The client is away' })).toMatchObject({
    ok: true,
  });
  const page = await ivanova.read('/deals/10');
  expect(page).toContain('The process has been suspended since Mon 2 Mar, 10:0');
  expect(page).toContain('the task waits for it to be resumed');
  expect(page).toContain('The process was suspended The client is away');
  const forms = await formsOf(ivanova, '/deals/10');
  expect(forms.filter((action) => action.startsWith('/tasks/'))).toEqual([]);
  expect(await ivanova.read('/')).toMatch(/Humidifiers for the workshop Uyut Furniture suspended/);
  expect(await ivanova.read('/tasks')).toMatch(
    /Prepare the offer [^.]* until Tue 3 Mar, 13:00 suspended Open/,
  );
});

test('a suspended process is resumed with its deadlines moved by the lost working time, or as they were', async () => {
  const crm = await startTestCrm();
  const orlova = new Visitor(crm, 'orlova');
  const process = `/processes/${await governingOf(crm, '8')}`;
  const dueAt = async () => (await crm.engine.dealTasks('8')).items[0]?.dueAt ?? 0;
  const before = await dueAt();
  await orlova.press(`${process}/suspend`, { reason: '' });
  await orlova.press('/clock', { by: 'hour' });
  expect(await orlova.press(`${process}/resume`, { deadlines: 'never' })).toMatchObject({ status: 400 });
  expect(await orlova.press(`${process}/resume`, { deadlines: 'keep' })).toMatchObject({ ok: true });
  expect(await dueAt()).toBe(before);
  expect(await orlova.press(`${process}/resume`, { deadlines: 'keep' })).toMatchObject({
    text: 'This process is not suspended.',
  });
  await orlova.press(`${process}/suspend`, { reason: '' });
  await orlova.press('/clock', { by: 'hour' });
  await orlova.press(`${process}/resume`, { deadlines: 'shift' });
  expect(await dueAt()).toBeGreaterThanOrEqual(before + 3_600_000);
  const page = await orlova.read('/deals/8');
  expect(page).toContain('The process was resumed, its deadlines moved by the lost working time');
  expect(page).toContain('The process was resumed, its deadlines left as they were');
  expect(page).toMatch(/Deadline of the task “Discuss the offer”: \w{3} .* → \w{3} /);
});

test('who may not suspend sees no form for it, and is refused', async () => {
  const crm = await startTestCrm();
  const [ivanova, orlova] = [new Visitor(crm), new Visitor(crm, 'orlova')];
  const process = `/processes/${await governingOf(crm, '8')}`;
  expect(await formsOf(ivanova, '/deals/8')).not.toContain(`${process}/suspend`);
  expect(await ivanova.press(`${process}/suspend`, { reason: '' })).toEqual({
    ...{ ok: false, text: DENIED, status: 422 },
  });
  await orlova.press(`${process}/suspend`, { reason: '' });
  expect(await formsOf(orlova, '/deals/8')).toContain(`${process}/resume`);
  expect(await formsOf(ivanova, '/deals/8')).not.toContain(`${process}/resume`);
  expect(await new Visitor(crm, 'ivanova', 'ru').read('/deals/8')).toContain('Процесс приостановлен с пн');
  expect(await ivanova.press(`${process}/resume`, { deadlines: 'keep' })).toMatchObject({ text: DENIED });
});

test('the admin moves a process to another node with a reason; others see no form and are refused', async () => {
  const crm = await startTestCrm();
  const [belova, orlova] = [new Visitor(crm, 'belova'), new Visitor(crm, 'orlova')];
  const move = `/processes/${await governingOf(crm, '8')}/move`;
  const wish = { node: 'qualify', reason: 'Another buyer decides' };
  expect(await belova.read('/deals/8')).toMatch(
    /Move to another node… Node Call and find out the need .* Contract and preparation .* Wait for the payment/,
  );
  expect(await formsOf(orlova, '/deals/8')).not.toContain(move);
  expect(await orlova.press(move, wish)).toMatchObject({ text: DENIED });
  expect(await belova.press(move, { ...wish, reason: ' ' })).toMatchObject({
    text: 'Please give the reason.',
  });
  expect(await belova.press(move, { ...wish, node: 'reserve' })).toMatchObject({
    text: 'This node is not on the leading branch. Choose one that is.',
  });
  expect(await belova.press(move, wish)).toMatchObject({ ok: true });
  const page = await belova.read('/deals/8');
  expect(page).toContain(
    'Process moved: Discuss the offer → Call and find out the need Another buyer decides',
  );
  expect(page).toContain('Stage: Negotiation → Qualification');
});
