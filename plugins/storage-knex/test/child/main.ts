import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { createEngine, MemoryDirectory, MemoryHost, type ProcessChange } from '@dealroute/core';
import { contractApproval, sales } from '@dealroute/testing/contracts';
import { knexStorage } from '../../src/index.js';
import { migrations } from '../../src/migrations/index.js';
import { completing, starting } from '../changes.js';
import { type Database, hostKnex, openDatabase, quickKnex } from '../databases.js';
import { type NodeOrder, runNode } from '../race/race-node.js';

/** What a child process can do with a database file. */
const TASKS: Readonly<Record<string, (file: string, ...parameters: string[]) => Promise<void>>> = {
  /** Brings the schema up to date and says which steps it ran. */
  async migrate(file, knex) {
    const connected = knex === 'host' ? hostKnex(file) : quickKnex(file);
    const steps = await migrations(connected).up();
    say(steps.join(','));
    await connected.destroy();
  },

  /** Makes the storage on a place and says how it was refused. */
  async refuse(place) {
    try {
      knexStorage({ connection: place });
      say('accepted');
    } catch (error) {
      say(`${(error as { code?: unknown }).code}: ${(error as Error).message}`);
    }
  },

  /** Holds the write lock from its first word until it is told anything. */
  async lock(file) {
    const { storage, teardown } = await openDatabase(file);
    await storage.transact(async () => {
      say('locked');
      await once(process, 'message');
    });
    await teardown();
  },

  /** Commits changes of eight shared processes, each time on the version that it reads. Says how many it won and lost. */
  async race(file, rounds) {
    const database = await openDatabase(file);
    say('ready');
    await once(process, 'message');
    let won = 0;
    for (let round = 0; round < Number(rounds); round++) won += await raceOnce(database);
    say(String(won));
    say(String(Number(rounds) * 8 - won));
    await database.teardown();
  },

  /** Claims and settles messages until there are none; names each one that it got. */
  async claim(file) {
    const database = await openDatabase(file);
    const { outbox } = database;
    for (let empty = 0; empty < 20; ) {
      const messages = await outbox.claim({ topics: ['*'], limit: 10, leaseMs: 60_000 });
      for (const { id } of messages) say(id);
      await outbox.settle(messages.map(({ tenant, id, fence }) => ({ tenant, id, fence, result: 'sent' })));
      // Those of chats that others are sending to become free a moment later.
      empty = messages.length === 0 ? empty + 1 : 0;
      if (messages.length === 0) await setTimeout(20);
    }
    await database.teardown();
  },

  /** Starts a process, each time that it is told to, on a node that delivers nothing itself. */
  async start(connection) {
    const host = new MemoryHost({ pipelines: [sales] });
    const directory = new MemoryDirectory([
      { id: 'ivanova', name: 'Ivanova', active: true, roles: ['lawyer'] },
    ]);
    const engine = await createEngine({
      ...{ host, directory, plugins: [knexStorage({ connection })], background: false },
    });
    await engine.deployMap({ map: contractApproval, actor: null, activate: true });
    say('ready');
    process.on('message', async (deal) => {
      if (deal === 'end') return engine.stop().then(() => process.disconnect());
      host.putDeal({
        ...{ ref: String(deal), title: 'Boilers', pipeline: 'sales', stage: 'new' },
        ...{ responsible: 'ivanova', fields: {} },
      });
      const outcome = await engine.startProcess({
        deal: String(deal),
        map: contractApproval.key,
        actor: null,
      });
      say(outcome.ok ? 'started' : outcome.rejection.code);
    });
    await once(process, 'disconnect');
  },

  /** Runs a whole engine and its clients, see {@link runNode}. */
  async node(order) {
    await runNode(JSON.parse(order) as NodeOrder, say);
  },

  /** Completes tasks of processes of its own for ever, in batches; names each one that was acknowledged. */
  async write(file, prefix, size) {
    const database = await openDatabase(file);
    let changes = Array.from({ length: Number(size) }, (_, i) => starting(`${prefix}${i}`));
    for (;;) {
      const answers = await database.store.save(changes);
      if (!answers.every((answer) => 'saved' in answer && answer.saved))
        throw new Error('A change was not saved.');
      say(String(changes[0]?.entry.n));
      changes = changes.map((change) => completing(change));
    }
  },
};

async function raceOnce({ store }: Database): Promise<number> {
  const addresses = Array.from({ length: 8 }, (_, i) => ({ tenant: 'default', process: `p${i}` }));
  const loaded = await store.load(addresses);
  const changes = loaded.map((stored, i): ProcessChange => {
    if (!stored) throw new Error(`Process p${i} is missing.`);
    const before = { ...starting(`p${i}`), expected: stored.version - 1, state: stored.state };
    // Without a key it is the version alone that refuses the slower one.
    return completing(before, { kept: undefined });
  });
  const answers = await store.save(changes);
  const failed = answers.find((answer) => answer instanceof Error);
  if (failed) throw failed;
  return answers.filter((answer) => 'saved' in answer && answer.saved).length;
}

function say(message: string): void {
  process.send?.(message);
}

const [task = '', file = '', ...parameters] = process.argv.slice(2);
await TASKS[task]?.(file, ...parameters);
if (process.connected) process.disconnect();
