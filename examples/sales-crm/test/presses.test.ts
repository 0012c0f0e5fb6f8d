import { expect, test } from 'vitest';
import type { Crm } from '../src/start-crm.js';
import { startTestCrm } from './support/test-crm.js';
import { Visitor } from './support/visitor.js';

const deal = (crm: Crm, id: number) => crm.office.db('deals').where({ id }).first();
const taskAt = async (crm: Crm, id: number, node: string) => {
  const { items } = await crm.engine.dealTasks(String(id));
  const task = items.find((card) => card.node === node);
  if (!task) throw new Error(`Deal ${id} has no task at ${node}.`);
  return task.id;
};
const path = async (crm: Crm, id: number, node: string, what: string) =>
  `/tasks/${await taskAt(crm, id, node)}/${what}`;

const NEW_DEAL = { title: 'Heat pumps', client: '3', amount: '900000', responsible: 'ivanova' };

test('a deal that is created starts its process by itself', async () => {
  const crm = await startTestCrm();
  const ivanova = new Visitor(crm);
  const { ok, go = '' } = await ivanova.press('/deals', NEW_DEAL);
  expect([ok, go]).toEqual([true, '/deals/13']);
  expect(await deal(crm, 13)).toMatchObject({ stage: 'qualification', amount: 900_000 });
  expect(await ivanova.read(go)).toContain('Call and find out the need');
  expect(await ivanova.press('/deals', { ...NEW_DEAL, client: '77' })).toMatchObject({
    ok: false,
    status: 400,
  });
  expect(await ivanova.press('/deals', { ...NEW_DEAL, title: ' ' })).toMatchObject({
    text: 'Please fill in the whole form.',
  });
});

test('a result moves the stage; without a required comment or reason it is refused where it was pressed', async () => {
  const crm = await startTestCrm();
  const ivanova = new Visitor(crm);
  const press = await path(crm, 8, 'negotiate', 'complete');
  const refusals = [
    [{ result: 'refused' }, 'Please describe the result.'],
    [{ result: 'refused', comment: 'Too late' }, 'Please choose the reason for the failure.'],
    [{}, 'Choose a result.'],
  ] as const;
  for (const [form, text] of refusals) {
    expect(await ivanova.press(press, form)).toEqual({ ok: false, text, status: 422 });
  }
  expect(await ivanova.press(press, { result: 'agreed' })).toMatchObject({ ok: true });
  expect(await deal(crm, 8)).toMatchObject({ stage: 'contract' });
  expect(await ivanova.press(press, { result: 'agreed' })).toMatchObject({
    text: 'This task has already been completed.',
  });
});

test('refusals come in the language of the person', async () => {
  const crm = await startTestCrm();
  const petrov = new Visitor(crm, 'petrov', 'ru');
  expect(await petrov.press(await path(crm, 8, 'negotiate', 'complete'), { result: 'agreed' })).toMatchObject(
    {
      text: 'Это не ваша задача.',
    },
  );
});

test('the stage of a governed deal cannot be changed by hand, that of a free one can', async () => {
  const crm = await startTestCrm();
  const admin = new Visitor(crm, 'belova');
  expect(await admin.press('/deals/8/stage', { stage: 'won' })).toMatchObject({
    text: 'The stage of this deal follows its process and cannot be changed by hand.',
  });
  expect(await deal(crm, 8)).toMatchObject({ stage: 'negotiation' });
  expect(await admin.press('/deals/1/stage', { stage: 'offer' })).toMatchObject({ ok: true });
  expect(await deal(crm, 1)).toMatchObject({ stage: 'offer' });
  expect(await admin.press('/deals/999/stage', { stage: 'offer' })).toMatchObject({ status: 404 });
});

test('a process can be started by hand on a deal that has none', async () => {
  const crm = await startTestCrm();
  expect(await new Visitor(crm, 'petrov').press('/deals/1/start')).toMatchObject({ ok: true });
  expect(await deal(crm, 1)).toMatchObject({ stage: 'qualification' });
  expect(await new Visitor(crm, 'petrov').press('/deals/1/start')).toMatchObject({
    text: 'A process already runs on this deal.',
  });
});

test('a checklist goes in order, and the task waits for it', async () => {
  const crm = await startTestCrm();
  const ivanova = new Visitor(crm);
  const steps = await path(crm, 10, 'offer', 'steps');
  const complete = await path(crm, 10, 'offer', 'complete');
  expect(await ivanova.press(complete)).toMatchObject({ text: expect.stringContaining('checklist') });
  expect(await ivanova.press(steps, { step: 'discount' })).toMatchObject({
    text: 'This step needs a comment.',
  });
  expect(await ivanova.press(steps, { step: 'send' })).toMatchObject({
    text: 'This step needs a registered contact: any outgoing contact, since the task began. Register it on the deal first.',
  });
  const contact = { direction: 'outgoing', channel: 'email', summary: 'Sent the offer' };
  expect(await ivanova.press('/deals/10/contacts', contact)).toMatchObject({ ok: true });
  expect(await ivanova.press(steps, { step: 'send' })).toMatchObject({ ok: true });
  expect(await ivanova.press(complete)).toMatchObject({ ok: true });
  expect(await deal(crm, 10)).toMatchObject({ stage: 'negotiation' });
});

test('a task for the warehouse is taken by one, and can be given back', async () => {
  const crm = await startTestCrm();
  const [morozov, nikitin] = [new Visitor(crm, 'morozov'), new Visitor(crm, 'nikitin')];
  const press = (what: string) => path(crm, 6, 'reserve', what);
  expect(await morozov.press(await press('complete'))).toMatchObject({ text: 'Take the task first.' });
  expect(await morozov.press(await press('claim'))).toMatchObject({ ok: true });
  expect(await nikitin.press(await press('claim'))).toMatchObject({
    text: 'Somebody else has already taken this task.',
  });
  expect(await morozov.press(await press('release'))).toMatchObject({ ok: true });
  expect(await nikitin.press(await press('claim'))).toMatchObject({ ok: true });
});

test('a task is handed over with a comment', async () => {
  const crm = await startTestCrm();
  const orlova = new Visitor(crm, 'orlova');
  const press = await path(crm, 8, 'negotiate', 'hand-over');
  expect(await orlova.press(press, { to: 'petrov', comment: 'Anna is ill' })).toMatchObject({ ok: true });
  const page = await orlova.read('/deals/8');
  expect(page).toMatch(/Assignee: Dmitry Petrov Before: Anna Ivanova/);
  expect(page).toContain('Anna is ill');
});

test('a missing field of the deal is named as the form names it, and works when it is filled in', async () => {
  const crm = await startTestCrm();
  const smirnova = new Visitor(crm, 'smirnova');
  const press = await path(crm, 6, 'sign', 'complete');
  expect(await smirnova.press(press)).toMatchObject({ text: 'First fill in the deal: Contract number.' });
  const fields = { amount: '3700000', contractNo: 'D-200', shipment: 'none' };
  expect(await smirnova.press('/deals/6/fields', fields)).toMatchObject({ ok: true });
  expect(await smirnova.press(press)).toMatchObject({ ok: true });
});

test('an ordered shipment starts a process beside the sale, which marks the deal at its end', async () => {
  const crm = await startTestCrm();
  const petrov = new Visitor(crm, 'petrov');
  const fields = { amount: '5200000', contractNo: 'D-1', shipment: 'ordered' };
  await petrov.press('/deals/7/fields', fields);
  await petrov.press('/deals/7/fields', fields);
  const running = await crm.engine.processes({ deal: '7', kind: 'independent' });
  expect(running.items.map(({ map }) => map.key)).toEqual(['shipment']);
  const nikitin = new Visitor(crm, 'nikitin');
  for (const what of ['claim', 'complete']) await nikitin.press(await path(crm, 7, 'pick', what));
  await nikitin.press(await path(crm, 7, 'dispatch', 'complete'), { result: 'shipped' });
  await crm.engine.settle();
  expect(await deal(crm, 7)).toMatchObject({ shipment: 'done', stage: 'contract' });
});

test('early termination asks for a reason, then ends everything', async () => {
  const crm = await startTestCrm();
  const ivanova = new Visitor(crm);
  const { items } = await crm.engine.processes({ deal: '8', kind: 'governing' });
  const press = `/processes/${items[0]?.id}/terminate`;
  expect(await ivanova.press(press, { lossReason: '', comment: '' })).toMatchObject({ status: 400 });
  const wish = { lossReason: 'competitor', comment: 'Bought elsewhere' };
  expect(await new Visitor(crm, 'smirnova').press(press, wish)).toMatchObject({
    text: 'You are not permitted to do this.',
  });
  expect(await ivanova.press(press, wish)).toMatchObject({ ok: true });
  expect(await deal(crm, 8)).toMatchObject({ stage: 'lost' });
  const page = await ivanova.read('/deals/8');
  expect(page).toMatch(/Early termination: Chose another supplier Bought elsewhere/);
  expect(page).toContain('There are no open tasks.');
});

test('a form without JavaScript leads back, or to a page with the refusal', async () => {
  const crm = await startTestCrm();
  const ivanova = new Visitor(crm);
  const press = await path(crm, 8, 'negotiate', 'complete');
  const referer = `${crm.url}/deals/8`;
  const refused = await ivanova.send(press, { result: 'refused' }, { referer });
  expect(refused.status).toBe(422);
  expect(await refused.text()).toMatch(/Please describe the result.*href="\/deals\/8"/s);
  const done = await ivanova.send(press, { result: 'agreed' }, { referer });
  expect([done.status, done.headers.get('location')]).toEqual([303, '/deals/8']);
  const elsewhere = await ivanova.send('/language', { language: 'en' }, { referer: 'http://evil.example/x' });
  expect(elsewhere.headers.get('location')).not.toContain('evil');
});

test('incidents are seen and resolved by the admin only', async () => {
  const crm = await startTestCrm();
  await crm.office.db('deals').where({ id: 8 }).update({ stage: 'won' });
  await crm.engine.detectBypasses();
  const [ivanova, belova] = [new Visitor(crm), new Visitor(crm, 'belova')];
  expect(await ivanova.read('/incidents')).toContain('for the administrator');
  expect(await belova.read('/incidents')).toMatch(/A stage was changed past the process .*Deal 8/);
  const { items } = await crm.engine.incidents('open');
  const press = `/incidents/${items[0]?.id}/resolve`;
  expect(await ivanova.press(press)).toMatchObject({ ok: false });
  expect(await belova.press(press.replace('resolve', 'retry'))).toMatchObject({ ok: false });
  expect(await belova.press(press)).toMatchObject({ ok: true });
  expect(await belova.press(press)).toMatchObject({ text: expect.stringContaining('nothing left to do') });
  expect(await belova.read('/incidents')).toContain('There are no incidents.');
});
