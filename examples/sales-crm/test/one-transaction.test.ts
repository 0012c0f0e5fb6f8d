import { expect, test } from 'vitest';
import { startTestCrm } from './support/test-crm.js';
import { Visitor } from './support/visitor.js';

test('a stage that the CRM cannot write takes the completion back with it', async () => {
  const crm = await startTestCrm();
  const { db } = crm.office;
  const [task] = (await crm.engine.dealTasks('8')).items;
  const journal = await crm.engine.journal(task?.process ?? '');
  await db.raw(
    `CREATE TRIGGER frozen BEFORE UPDATE OF stage ON deals BEGIN SELECT RAISE(ABORT, 'frozen'); END`,
  );
  const press = `/tasks/${task?.id}/complete`;
  const ivanova = new Visitor(crm);
  expect(await ivanova.press(press, { result: 'agreed' })).toMatchObject({ ok: false });
  expect((await crm.engine.dealTasks('8')).items.map(({ id }) => id)).toEqual([task?.id]);
  expect(await crm.engine.journal(task?.process ?? '')).toEqual(journal);
  await db.raw('DROP TRIGGER frozen');
  expect(await ivanova.press(press, { result: 'agreed' })).toMatchObject({ ok: true });
  expect(await db('deals').where({ id: 8 }).first('stage')).toEqual({ stage: 'contract' });
});

test('a deal whose event cannot be kept is not created either', async () => {
  const crm = await startTestCrm();
  const { db } = crm.office;
  await db.raw(
    `CREATE TRIGGER full BEFORE INSERT ON dealroute_process BEGIN SELECT RAISE(ABORT, 'no more processes'); END`,
  );
  const form = { title: 'Pumps', client: '1', amount: '5', responsible: 'ivanova' };
  expect(await new Visitor(crm).press('/deals', form)).toMatchObject({ ok: false });
  expect((await db('deals')).length).toBe(12);
});
