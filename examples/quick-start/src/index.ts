import {
  createEngine,
  governingMap,
  labelText,
  MemoryDirectory,
  MemoryHost,
  workingDays,
} from '@dealroute/core';
import { knexStorage } from '@dealroute/storage-knex';

// Your pipeline, and a route map over it: three tasks, a decision, a split, two ends.
const pipeline = {
  key: 'sales',
  title: 'Sales',
  stages: [
    { key: 'new', title: 'New', kind: 'open' },
    { key: 'offer', title: 'Offer', kind: 'open' },
    { key: 'contract', title: 'Contract', kind: 'open' },
    { key: 'won', title: 'Won', kind: 'won' },
    { key: 'lost', title: 'Lost', kind: 'lost' },
  ],
} as const;

const sale = governingMap({ key: 'sale', title: 'Sale', pipeline })
  .start('start')
  .userTask('offer', {
    title: 'Send the offer',
    stage: 'offer',
    timeLimit: workingDays(2),
    results: [
      { key: 'agreed', title: 'Agreed' },
      { key: 'refused', title: 'Refused', comment: 'required', lossReason: 'required' },
    ],
  })
  .decision('large', { title: 'A large deal?' })
  .split('prepare')
  .userTask('contract', { title: 'Sign the contract', stage: 'contract', timeLimit: workingDays(3) })
  .userTask('shipment', { title: 'Prepare the shipment', assignee: { rule: 'role', role: 'warehouse' } })
  .join('prepared')
  .end('won', { outcome: 'success', stage: 'won' })
  .end('lost', { outcome: 'failure', stage: 'lost' })
  .flow('start', 'offer')
  .flow('offer', 'large', { result: 'agreed' })
  .flow('offer', 'lost', { result: 'refused' })
  .flow('large', 'prepare', { condition: 'deal.fields.amount > 100000' })
  .flow('large', 'won', { default: true })
  .flow('prepare', 'contract', { leading: true })
  .flow('prepare', 'shipment')
  .flow('contract', 'prepared')
  .flow('shipment', 'prepared')
  .flow('prepared', 'won')
  .build();

// Your CRM, here in memory: one deal and two people. Processes are kept in a file if you name one.
const file = process.argv[2];
const host = new MemoryHost({ pipelines: [pipeline], joinsTransaction: !file });
const directory = new MemoryDirectory([
  { id: 'ivanova', name: 'Ivanova', active: true, roles: [] },
  { id: 'sidorov', name: 'Sidorov', active: true, roles: ['warehouse'] },
]);
const engine = await createEngine({
  host,
  directory,
  plugins: file ? [knexStorage({ connection: file })] : [],
});

// What a person would want to see: who must do what until when, and the stage that follows by itself.
const show = (text: string) => console.log(text);
engine.on('StageChanged', ({ event }) => show(`  The deal moves: ${event.from} -> ${event.to}`));
engine.on('ProcessEnded', ({ state }) => show(`  The process ends: ${state.outcome}`));

const doTask = async (person: string, result?: string) => {
  const [task] = (await engine.myTasks(person)).items;
  if (!task) throw new Error(`${person} has nothing to do.`);
  const until = task.dueAt ? `, until ${new Date(task.dueAt).toUTCString()}` : '';
  show(`${person} has a task: ${labelText(task.title, 'en')}${until}`);
  show(`${person} completes it${result ? `: ${result}` : ''}`);
  const done = await engine.completeTask({ task: task.id, actor: person, ...(result && { result }) });
  if (!done.ok) show(`  Refused: ${done.rejection.code}`);
  await engine.settle();
};

// A deal is created: a trigger starts its process, and people do their tasks.
const deployed = await engine.deployMap({ map: sale, actor: null, activate: true });
if (!deployed.ok) throw new Error(`The map was refused: ${JSON.stringify(deployed.rejection)}`);
await engine.putTrigger({ key: 'new-deals', event: 'dealCreated', map: 'sale' }, null);
const deal = { ref: 'D-1', title: 'Boilers for Vega', pipeline: 'sales', stage: 'new' };
host.putDeal({ ...deal, responsible: 'ivanova', fields: { amount: 250_000 } });
show(`A deal is created: ${deal.title}`);
await engine.receiveHostEvent({ key: `created-${Date.now()}`, type: 'dealCreated', deal: 'D-1' });
await engine.settle();

await doTask('ivanova', 'refused');
await doTask('ivanova', 'agreed');
const byHand = await engine.mayChangeStage({ deal: 'D-1', actor: 'ivanova' });
if (!byHand.ok) show(`Ivanova drags the deal to Won by hand\n  Refused: ${byHand.rejection.code}`);
await doTask('sidorov');
await doTask('ivanova');
show(`The deal is now: ${host.deal('D-1')?.stage}`);
await engine.stop();
