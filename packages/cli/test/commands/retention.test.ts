import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createEngine, type EngineOptions } from '@dealroute/core';
import knex from 'knex';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import options from '../fixtures/dealroute.config.mjs';
import { CONFIG, officeWithProcess, temporary } from '../support/office.js';
import { run } from '../support/run.js';

const YEARS_MS = 3 * 365 * 86_400_000;

/** A database with one process that ended three years ago, and the incident of its notices resolved. */
async function officeLongAgo(name: string) {
  const { database, process } = await officeWithProcess(name);
  const engine = await createEngine({ ...(options() as EngineOptions), background: false });
  const [task] = (await engine.tasks({ process })).items;
  const lost = { result: 'refused', comment: 'Elsewhere', lossReason: 'price', actor: null };
  const ended = await engine.completeTask({ task: task?.id ?? '', ...lost });
  if (!ended.ok) throw new Error(ended.rejection.code);
  await engine.settle();
  for (const { id } of (await engine.incidents('open')).items)
    await engine.resolveIncident({ id, actor: null });
  await engine.stop();
  const db = knex({ client: 'sqlite3', connection: { filename: database }, useNullAsDefault: true });
  await db('dealroute_process').update({ ended_at: Date.now() - YEARS_MS });
  await db('dealroute_outbox').update({ settled_at: Date.now() - YEARS_MS });
  await db.destroy();
  return { database, process };
}

describe('dealroute retention', () => {
  let process: string;
  let database: string;
  let count = 0;
  beforeEach(async () => {
    count += 1;
    vi.unstubAllEnvs();
    ({ database, process } = await officeLongAgo(`retention-${count}.sqlite`));
    vi.stubEnv('CLI_TEST_STAGE', 'lost');
  });

  afterAll(() => void vi.unstubAllEnvs());

  const retention = (...argv: readonly string[]) => run(['retention', '--config', CONFIG, ...argv]);
  const exists = async () => (await run(['process', 'show', process, '--database', database])).code === 0;

  it('says what would go and changes nothing, unless it is told to', async () => {
    const { code, out } = await retention('--processes', 'P730D', '--messages', 'P30D');
    expect(code).toBe(0);
    expect(out).toMatch(/^messages: \d+ would be removed, the oldest over since 20\d\d-/);
    expect(out).toMatch(/finished processes: 1 would be removed/);
    expect(out).toMatch(/Nothing was changed\. Remove it with --apply\.\n$/);
    expect(await exists()).toBe(true);
  });

  it('says it in Russian, and to machines', async () => {
    const { out } = await retention('--processes', 'P730D', '--lang', 'ru');
    expect(out).toContain('завершённые процессы: будет удалено: 1');
    const told = JSON.parse((await retention('--processes', 'P730D', '--json')).out);
    expect(told).toMatchObject({ dryRun: true, kinds: [{ kind: 'processes', removed: 1 }] });
  });

  it('appends finished processes to a file before it removes them', async () => {
    const file = temporary(`archive-${count}.jsonl`);
    writeFileSync(file, '{"torn":');
    const { code, out } = await retention('--processes', 'P730D', '--apply', '--archive', file);
    expect(out).toMatch(/^finished processes: 1 removed/);
    expect(code).toBe(0);
    expect(await exists()).toBe(false);
    const [torn, line, end] = readFileSync(file, 'utf8').split('\n');
    expect([torn, end]).toEqual(['{"torn":', '']);
    expect(JSON.parse(line ?? '')).toMatchObject({ format: 1, tenant: 'default', id: process });
  });

  it('removes no finished process without an archive, unless that is said', async () => {
    const refused = await retention('--processes', 'P730D', '--apply');
    expect(refused).toMatchObject({ code: 2, out: '', err: expect.stringContaining('ProcessArchive') });
    expect(await exists()).toBe(true);
    expect(await retention('--processes', 'P730D', '--apply', '--without-archive')).toMatchObject({
      code: 0,
    });
    expect(await exists()).toBe(false);
  });

  it('says what stays, and why', async () => {
    vi.stubEnv('CLI_TEST_STAGE', 'new');
    const { out } = await retention('--processes', 'P730D');
    expect(out).toMatch(/^finished processes: 0 would be removed, .*; 1 stays: the deal is open\n/);
  });

  it('removes nothing where the archive cannot be written', async () => {
    const folder = temporary(`folder-${count}`);
    mkdirSync(folder);
    const { code, err } = await retention('--processes', 'P730D', '--apply', '--archive', folder);
    expect({ code, err }).toMatchObject({ code: 3, err: expect.stringContaining(folder) });
    expect(await exists()).toBe(true);
  });

  it("uses the engine's own policy where no kind is named", async () => {
    const { kinds } = JSON.parse((await retention('--json')).out);
    expect(kinds.map(({ kind }: { kind: string }) => kind)).toEqual(['messages']);
  });

  it('says that there is nothing, and refuses whom the host does not permit', async () => {
    expect(await retention('--deferrals', 'P1D')).toMatchObject({
      code: 0,
      out: 'Nothing has been over for long enough.\n',
    });
    expect(await retention('--as', 'petrov')).toMatchObject({ code: 1, out: '' });
    expect(await retention('--replies', 'soon')).toMatchObject({ code: 2, out: '' });
    expect(await run(['retention', '--database', database])).toMatchObject({ code: 2, out: '' });
  });
});
