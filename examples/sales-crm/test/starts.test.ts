import { expect, test } from 'vitest';
import type { Crm } from '../src/start-crm.js';
import { startTestCrm } from './support/test-crm.js';
import { Visitor } from './support/visitor.js';

const cancelOf = async (crm: Crm, deal: string): Promise<string> => {
  const { items } = await crm.engine.deferredStarts({ deal, status: 'waiting' });
  return `/starts/${items[0]?.id}/cancel`;
};
const html = async (visitor: Visitor, path: string) => (await visitor.open(path)).text();

test('a start is deferred by working days, waits on the page, and begins when its time comes', async () => {
  const crm = await startTestCrm();
  const petrov = new Visitor(crm, 'petrov');
  expect(await petrov.press('/deals/1/defer', { days: '2' })).toMatchObject({ ok: true });
  expect(await petrov.read('/deals/1')).toMatch(
    /Deferred starts Wed 4 Mar, 10:0\d B2B sale Dmitry Petrov Cancel/,
  );
  for (const by of ['day', 'day', 'hour']) await petrov.press('/clock', { by });
  await crm.engine.settle();
  const page = await petrov.read('/deals/1');
  expect(page).not.toContain('Deferred starts');
  expect(page).toMatch(/Dmitry Petrov, deferred start Process “B2B sale” started/);
});

test('a start is deferred to a date and time of the company, which must be to come', async () => {
  const crm = await startTestCrm();
  const petrov = new Visitor(crm, 'petrov');
  expect(await petrov.press('/deals/1/defer', { at: '2026-03-02T09:00' })).toMatchObject({
    ...{ text: 'This time has already passed. Choose one to come.', status: 400 },
  });
  for (const form of [{ at: 'soon' }, { days: '0' }, {}] as Record<string, string>[]) {
    expect(await petrov.press('/deals/1/defer', form)).toMatchObject({
      text: 'Please fill in the whole form.',
    });
  }
  expect(await petrov.press('/deals/1/defer', { at: '2026-03-05T14:30' })).toMatchObject({ ok: true });
  expect(await petrov.read('/deals/1')).toContain('Thu 5 Mar, 14:30 B2B sale');
  const russian = new Visitor(crm, 'petrov', 'ru');
  expect(await russian.read('/deals/1')).toContain('Отложенные запуски чт, 5 мар., 14:30');
});

test('a deferred start is cancelled by who deferred it or the admin, and by nobody else', async () => {
  const crm = await startTestCrm();
  const [petrov, belova, orlova] = ['petrov', 'belova', 'orlova'].map((who) => new Visitor(crm, who));
  if (!petrov || !belova || !orlova) throw new Error('Three people take part.');
  await petrov.press('/deals/1/defer', { days: '3' });
  const cancel = await cancelOf(crm, '1');
  expect(await html(belova, '/deals/1')).toContain(cancel);
  expect(await html(orlova, '/deals/1')).not.toContain(cancel);
  expect(await orlova.press(cancel)).toMatchObject({ text: 'You are not permitted to do this.' });
  expect(await petrov.press(cancel)).toMatchObject({ ok: true });
  expect(await petrov.press(cancel)).toMatchObject({
    text: 'This start no longer waits: it has begun or was cancelled.',
  });
  expect(await petrov.read('/deals/1')).not.toContain('Deferred starts');
});

test('who may not start sees no form for it, and is refused; nor is there one while a process runs', async () => {
  const crm = await startTestCrm();
  const [ivanova, petrov] = [new Visitor(crm), new Visitor(crm, 'petrov')];
  for (const form of ['/deals/1/start', '/deals/1/defer']) {
    expect(await html(petrov, '/deals/1')).toContain(form);
    expect(await html(ivanova, '/deals/1')).not.toContain(form);
  }
  expect(await ivanova.press('/deals/1/defer', { days: '1' })).toMatchObject({
    text: 'You are not permitted to do this.',
  });
  expect(await html(ivanova, '/deals/8')).not.toContain('/deals/8/defer');
});

test('a lost deal that is taken up again shows its former process below the new one', async () => {
  const crm = await startTestCrm();
  const petrov = new Visitor(crm, 'petrov');
  expect(await new Visitor(crm).press('/deals/4/start')).toMatchObject({
    text: 'You are not permitted to do this.',
  });
  expect(await petrov.press('/deals/4/start')).toMatchObject({ ok: true });
  const page = await petrov.read('/deals/4');
  const journal = page.slice(page.indexOf('Journal'));
  expect(journal).toMatch(
    /The deal is taken up again: process “B2B sale” started.* Former process “B2B sale”, until \w{3} .*Early termination: No longer answers/,
  );
  expect(journal.indexOf('Process “B2B sale” started')).toBeGreaterThan(journal.indexOf('Former process'));
});
