import { beforeAll, describe, expect, it } from 'vitest';
import { CONFIG, officeWithProcess, temporary } from '../support/office.js';
import { run } from '../support/run.js';

describe('dealroute migrate', () => {
  const database = temporary('migrate.sqlite');
  const migrate = (...argv: string[]) => run(['migrate', ...argv, '--database', database]);

  it('makes the schema, says where it is, and takes a step back only when told twice', async () => {
    expect(await migrate('status')).toMatchObject({ code: 3, err: expect.stringContaining('migrate up') });
    expect(await migrate('up')).toMatchObject({
      code: 0,
      out: expect.stringContaining('ran 0001-processes'),
    });
    expect(await migrate('up')).toMatchObject({ code: 0, out: expect.stringContaining('Nothing to do') });
    expect(await migrate('status')).toMatchObject({ code: 0 });
    expect(await migrate('down')).toMatchObject({ code: 2, err: expect.stringContaining('--yes') });
    expect(await migrate('down', '--yes')).toMatchObject({ code: 0 });
    const { code, out } = await migrate('status', '--json');
    expect([code, JSON.parse(out).pending.length]).toEqual([1, 1]);
  });

  it('prints the statements without a database', async () => {
    const { code, out } = await run(['migrate', 'sql']);
    expect(code).toBe(0);
    expect(out).toMatch(/create table .*dealroute_process/i);
  });

  it('asks which database is meant', async () => {
    expect(await run(['migrate', 'up'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('DEALROUTE_DATABASE'),
    });
  });
});

describe('a database', () => {
  let database = '';
  let process = '';
  const read = (...argv: string[]) => run([...argv, '--database', database]);
  const change = (...argv: string[]) => run([...argv, '--config', CONFIG]);
  const json = async (...argv: string[]) => JSON.parse((await read(...argv, '--json')).out);

  beforeAll(async () => {
    ({ database, process } = await officeWithProcess('office.sqlite'));
  });

  it('tells its processes, and what one of them waits for', async () => {
    const list = await read('process', 'list');
    expect(list.code).toBe(0);
    expect(list.out).toContain(`${process}  call-back 1  D-1   running`);
    const show = await run(['process', 'show', process], { env: { DEALROUTE_DATABASE: database } });
    expect(show.out).toContain('Map: call-back 1');
    expect(show.out).toContain('Call the client (ivanova), deadline');
    expect(await read('process', 'list', '--status', 'ended')).toMatchObject({
      code: 0,
      out: 'There are none.\n',
    });
  });

  it('B52: tells the journal of a process in words', async () => {
    const { out } = await read('process', 'trace', process, '--lang', 'ru');
    expect(out).toContain('Запущен процесс «Перезвонить», версия 1');
    expect(out).toContain('Задача «Позвонить клиенту»: исполнитель ivanova');
    const { entries } = await json('process', 'trace', process);
    expect(entries[0].events[0].type).toBe('ProcessStarted');
  });

  it('keeps tenants apart', async () => {
    expect(await read('process', 'show', process, '--tenant', 'other')).toMatchObject({
      code: 1,
      err: `There is no process ${process}.\n`,
    });
  });

  it('changes nothing without the host', async () => {
    const { code, err } = await read('task', 'complete', 'any');
    expect(code).toBe(2);
    expect(err).toContain('--config');
  });

  it('B51: refuses those who may not, and hands a task over for those who may', async () => {
    const [{ id }] = (await json('task', 'list')).items;
    const refused = await change('task', 'hand-over', id, '--to', 'admin', '--as', 'petrov');
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(await change('task', 'hand-over', id, '--to', 'petrov', '--as', 'ivanova')).toMatchObject({
      code: 0,
      out: 'The task was handed over to petrov.\n',
    });
    expect((await read('task', 'list', '--person', 'petrov')).out).toContain('Call the client');
  });

  it('lists what was not delivered, and tries it again for admins', async () => {
    const { items } = await json('outbox', 'list', '--dead');
    expect(items[0]).toMatchObject({ topic: 'notice', status: 'dead', error: 'The messenger is away.' });
    expect(await change('outbox', 'retry', items[0].id, '--as', 'petrov')).toMatchObject({ code: 1 });
    expect(await change('outbox', 'retry', items[0].id, '--as', 'admin')).toMatchObject({ code: 0 });
    expect(await change('outbox', 'retry', items[0].id)).toMatchObject({ code: 1 });
    expect((await json('outbox', 'list', '--dead')).items).toEqual([]);
    expect((await read('outbox', 'list')).out).toContain('on its way');
  });

  it('B53: lists incidents and resolves one, once', async () => {
    const { items } = await json('incident', 'list');
    expect((await read('incident', 'list')).out).toContain('not delivered');
    const [{ id }] = items;
    expect(await change('incident', 'retry', id)).toMatchObject({ code: 1 });
    expect(await change('incident', 'resolve', id, '--as', 'admin')).toMatchObject({ code: 0 });
    expect(await change('incident', 'resolve', id, '--as', 'admin')).toMatchObject({ code: 1 });
    expect((await json('incident', 'list', '--resolved')).items[0]).toMatchObject({
      id,
      resolvedBy: 'admin',
    });
  });

  it('completes a task, with the refusals that people see', async () => {
    const [{ id }] = (await json('task', 'list')).items;
    expect(await change('task', 'complete', id, '--as', 'petrov')).toMatchObject({
      code: 1,
      err: 'Choose a result.\n',
    });
    const lost = ['--result', 'refused', '--comment', 'Elsewhere', '--loss-reason', 'price'];
    expect(await change('task', 'complete', id, '--as', 'petrov', ...lost)).toMatchObject({ code: 0 });
    const { out } = await read('process', 'trace', process);
    expect(out).toContain('petrov, command line');
    expect(out).toContain('Completed the task “Call the client”: Refused');
    expect(out).toContain('“Elsewhere”');
    const again = await change('task', 'complete', id, '--as', 'petrov', '--json');
    expect(JSON.parse(again.out)).toMatchObject({ ok: false, rejection: { code: 'TASK_NOT_OPEN' } });
  });

  it('asks for pages of a possible size', async () => {
    expect(await read('process', 'list', '--limit', '0')).toMatchObject({ code: 2 });
  });

  it('says in one sentence that a database is missing, empty or none', async () => {
    expect(await run(['task', 'list', '--database', temporary('no.sqlite')])).toMatchObject({ code: 3 });
    expect(await run(['task', 'list', '--database', CONFIG])).toMatchObject({ code: 3, out: '' });
    const broken = await run(['task', 'complete', 'x', '--config', temporary('no.mjs')]);
    expect(broken).toMatchObject({ code: 3, err: expect.stringContaining('could not be loaded') });
  });
});
