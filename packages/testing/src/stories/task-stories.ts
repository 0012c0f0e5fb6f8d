import assert from 'node:assert/strict';
import { independentMap, type RouteMap, workingDays } from '@dealroute/core';
import type { ContractCase } from '../contracts/contract.js';
import { contractApproval, sale } from './sale.js';
import { type StorySetup, story } from './story.js';

const DAY = 24 * 3_600_000;

/** One task with all that a task can ask of a person. */
const demo: RouteMap = independentMap({ key: 'demo', title: { ru: 'Показ', en: 'Demonstration' } })
  .start('start')
  .userTask('show', {
    title: { ru: 'Показать товар', en: 'Show the goods' },
    description: {
      ru: 'Сделка «{{deal.title}}», город {{deal.fields.city}}',
      en: 'Deal {{deal.title}} in {{deal.fields.city}}',
    },
    timeLimit: workingDays(1),
    requiredFields: ['city'],
    checklist: [
      { key: 'call', title: { ru: 'Позвонить', en: 'Call' }, evidence: { kind: 'comment' } },
      { key: 'gift', title: { ru: 'Взять подарок', en: 'Take a gift' }, optional: true },
      {
        key: 'date',
        title: { ru: 'Назначить день', en: 'Fix the day' },
        evidence: { kind: 'field', field: 'day' },
      },
    ],
  })
  .end('shown', { outcome: 'success' })
  .flow('start', 'show')
  .flow('show', 'shown')
  .build();

/** A parcel that anybody of the warehouse may take. */
const parcel: RouteMap = independentMap({ key: 'parcel', title: { ru: 'Посылка', en: 'Parcel' } })
  .start('start')
  .userTask('pack', {
    title: { ru: 'Упаковать посылку', en: 'Pack the parcel' },
    assignee: { rule: 'role', role: 'warehouse' },
  })
  .end('packed', { outcome: 'success' })
  .flow('start', 'pack')
  .flow('pack', 'packed')
  .build();

const warehouse = {
  maps: [contractApproval, sale, demo, parcel],
  people: {
    ivanova: { name: 'Ivanova', head: 'petrov' },
    petrov: { name: 'Petrov' },
    admin: { name: 'Admin', roles: ['admin'] },
    belova: { name: 'Belova', roles: ['warehouse'] },
    kozlov: { name: 'Kozlov', roles: ['warehouse'] },
  },
};

const on = (city?: string, day?: string) => ({
  ref: 'D-1',
  title: 'Boilers for Vega',
  pipeline: 'sales',
  stage: 'qualified',
  responsible: 'ivanova',
  fields: { ...(city && { city }), ...(day && { day }) },
});

/** B11–B13, B18, B20, B21 on the level of people: what a task tells, and what it asks before it is done. */
export const taskStories: readonly ContractCase<StorySetup>[] = [
  story(
    'B11: a task has its title, a description that speaks of the deal, an assignee, a deadline, results and a checklist',
    async (play) => {
      play.host.putDeal(on('Omsk'));
      await play.start('demo', { on: 'D-1', as: 'ivanova' });
      const { description, assignee, dueAt, results, checklist } = await play.task('Show the goods');
      assert.deepEqual(description, {
        ru: 'Сделка «Boilers for Vega», город Omsk',
        en: 'Deal Boilers for Vega in Omsk',
      });
      assert.deepEqual([assignee, dueAt, results], ['ivanova', Date.parse('2026-03-03T09:00Z'), []]);
      assert.deepEqual(
        checklist.map(({ key }) => key),
        ['call', 'gift', 'date'],
      );
    },
    warehouse,
  ),

  story(
    'B12: a person sees all their open tasks in one list, overdue first; the leading one is marked',
    async (play) => {
      await play.pass(DAY + 60_000);
      await play.start('demo', { on: 'D-1', as: 'ivanova' });
      const { items } = await play.engine.myTasks('ivanova');
      assert.deepEqual(
        items.map(({ node, overdue, leading }) => [node, overdue, leading]),
        [
          ['qualify', true, true],
          ['show', false, false],
        ],
      );
      assert.deepEqual((await play.engine.myTasks('belova')).items, []);
      const onDeal = (await play.engine.dealTasks('D-1')).items;
      assert.equal(onDeal.find(({ leading }) => leading)?.dealSnapshot?.title, 'Boilers for Vega');
    },
    warehouse,
  ),

  story(
    'B13: a task is completed with one of its results, or simply completed where it has none',
    async (play) => {
      assert.equal(await play.refusal('Qualify the client', { as: 'ivanova' }), 'RESULT_REQUIRED');
      assert.equal(
        await play.refusal('Qualify the client', { as: 'ivanova', with: 'perhaps' }),
        'RESULT_UNKNOWN',
      );
      await play.complete('Qualify the client', { as: 'ivanova', with: 'Fits' });
      assert.deepEqual(await play.openTasks('D-1'), ['Send offer']);
      const process = await play.start('parcel', { on: 'D-1', as: null });
      await play.engine.claimTask({ task: (await play.task('Pack the parcel')).id, actor: 'belova' });
      assert.equal(
        await play.refusal('Pack the parcel', { as: 'belova', with: 'splendid' }),
        'RESULT_UNKNOWN',
      );
      await play.complete('Pack the parcel', { as: 'belova' });
      assert.equal((await play.engine.process(process))?.outcome, 'success');
    },
    warehouse,
  ),

  story(
    'B18: a checklist is worked through in order and with evidence; the task stays locked until then',
    async (play) => {
      play.host.putDeal(on('Omsk'));
      await play.start('demo', { on: 'D-1', as: 'ivanova' });
      const { id: task } = await play.task('Show the goods');
      const tick = async (step: string, comment?: string) => {
        const said = comment === undefined ? {} : { comment };
        const outcome = await play.engine.completeStep({ task, step, actor: 'ivanova', ...said });
        return outcome.ok ? 'done' : outcome.rejection.code;
      };
      assert.equal(await play.refusal('Show the goods', { as: 'ivanova' }), 'CHECKLIST_OPEN');
      assert.equal(await tick('date'), 'STEP_OUT_OF_ORDER');
      assert.equal(await tick('call'), 'EVIDENCE_MISSING');
      assert.equal(await tick('call', 'They expect us'), 'done');
      assert.equal(await tick('date'), 'EVIDENCE_MISSING');
      assert.equal(await play.refusal('Show the goods', { as: 'admin' }), 'CHECKLIST_OPEN');
      play.host.putDeal(on('Omsk', '2026-03-05'));
      assert.equal(await tick('date'), 'done');
      await play.complete('Show the goods', { as: 'ivanova' });
    },
    warehouse,
  ),

  story(
    'B20: a task that is offered to several is claimed by one, and can be given back',
    async (play) => {
      await play.start('parcel', { on: 'D-1', as: null });
      const { id: task, assignee, candidates } = await play.task('Pack the parcel');
      assert.deepEqual([assignee, [...candidates].sort()], [null, ['belova', 'kozlov']]);
      const claim = async (actor: string) => {
        const outcome = await play.engine.claimTask({ task, actor });
        return outcome.ok ? 'claimed' : outcome.rejection.code;
      };
      const claims = await Promise.all([claim('belova'), claim('kozlov')]);
      assert.deepEqual([...claims].sort(), ['ALREADY_CLAIMED', 'claimed']);
      assert.equal(await claim('ivanova'), 'NOT_A_CANDIDATE');
      const owner = (await play.task('Pack the parcel')).assignee ?? '';
      assert.ok((await play.engine.releaseTask({ task, actor: owner })).ok);
      assert.equal(await play.refusal('Pack the parcel', { as: owner }), 'TASK_UNCLAIMED');
      assert.equal(await claim('kozlov'), 'claimed');
      await play.complete('Pack the parcel', { as: 'kozlov' });
    },
    warehouse,
  ),

  story(
    'B21: a completion is refused with the fields that are missing, and works when they are filled',
    async (play) => {
      play.host.putDeal(on(undefined, '2026-03-05'));
      await play.start('demo', { on: 'D-1', as: 'ivanova' });
      const { id: task } = await play.task('Show the goods');
      await play.engine.completeStep({ task, step: 'call', actor: 'ivanova', comment: 'Reached' });
      await play.engine.completeStep({ task, step: 'date', actor: 'ivanova' });
      const refused = await play.tryToComplete('Show the goods', { as: 'ivanova' });
      assert.deepEqual(refused, { ok: false, rejection: { code: 'FIELDS_MISSING', fields: ['city'] } });
      play.host.putDeal(on('Omsk', '2026-03-05'));
      await play.complete('Show the goods', { as: 'ivanova' });
    },
    warehouse,
  ),
];
