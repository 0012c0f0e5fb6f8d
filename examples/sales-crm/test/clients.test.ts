import { expect, test } from 'vitest';
import type { Crm } from '../src/start-crm.js';
import { startTestCrm } from './support/test-crm.js';
import { Visitor } from './support/visitor.js';

const leadOf = async ({ engine }: Crm, title: string): Promise<string> => {
  const { items } = await engine.leads({});
  return items.find((lead) => lead.title === title)?.id ?? '';
};
const html = async (visitor: Visitor, path: string) => (await visitor.open(path)).text();

test("a deal's page says what to do next and shows the contacts with the client", async () => {
  const crm = await startTestCrm();
  const [ivanova, petrov] = [new Visitor(crm), new Visitor(crm, 'petrov')];
  const page = await ivanova.read('/deals/10');
  expect(page).toContain(
    'Next action “Prepare the offer”: the next step is “Send it to the client”. Register a contact for it: any outgoing contact. Deadline:',
  );
  expect(page).toContain('There is not enough data about similar deals yet.');
  expect(page).toMatch(/Send it to the client needs a contact: any outgoing contact/);
  expect(page).toContain('There are no contacts yet.');
  const contact = { direction: 'incoming', channel: 'call', summary: 'They want it by May <b>' };
  expect(await petrov.press('/deals/10/contacts', contact)).toMatchObject({
    text: 'You are not permitted to do this.',
  });
  expect(await ivanova.press('/deals/10/contacts', contact)).toMatchObject({ ok: true });
  expect(await html(ivanova, '/deals/10')).toContain('They want it by May &lt;b&gt;');
  expect(await ivanova.read('/deals/10')).toMatch(/incoming call Anna Ivanova They want it by May/);
  expect(await ivanova.press('/deals/10/contacts', { direction: 'up', channel: 'call' })).toMatchObject({
    text: 'Please fill in the whole form.',
  });
  const russian = await new Visitor(crm, 'ivanova', 'ru').read('/deals/10');
  expect(russian).toContain(
    'Следующее действие «Подготовить предложение»: следующее действие — «Отправить клиенту».',
  );
});

test('what proved a step stands in the journal', async () => {
  const page = await new Visitor(await startTestCrm()).read('/deals/8');
  expect(page).toContain('outgoing email');
  expect(page).toMatch(/Done: Send it to the client \(proved by a contact\)/);
});

test('leads without a reaction come first, and each can be taken, worked on and discarded', async () => {
  const crm = await startTestCrm();
  const ivanova = new Visitor(crm);
  const page = await ivanova.read('/leads');
  const titles = ['Тепловые насосы для теплицы', 'Вентиляция в ресторан', 'Замена котла в школе', 'Реклама'];
  const places = titles.map((title) => page.indexOf(title));
  expect(places).toEqual([...places].sort((one, other) => one - other));
  expect(places).not.toContain(-1);
  expect(page).toMatch(/Without a reaction: \d+ \w+ ago/);
  const id = await leadOf(crm, 'Вентиляция в ресторан');
  expect(await ivanova.press(`/leads/${id}/note`, { note: 'Rang' })).toMatchObject({
    text: 'You are not permitted to do this.',
  });
  expect(await ivanova.press(`/leads/${id}/take`)).toMatchObject({ ok: true });
  expect(await new Visitor(crm, 'petrov').press(`/leads/${id}/take`)).toMatchObject({
    text: 'You are not permitted to do this.',
  });
  expect(await ivanova.press(`/leads/${id}/note`, { note: 'Nobody answers' })).toMatchObject({ ok: true });
  const contact = { direction: 'outgoing', channel: 'email', summary: '' };
  expect(await ivanova.press(`/leads/${id}/contacts`, contact)).toMatchObject({ ok: true });
  expect((await crm.engine.lead(id))?.status).toBe('inWork');
  expect(await ivanova.press(`/leads/${id}/discard`, { reason: '' })).toMatchObject({
    text: 'Please give the reason.',
  });
  expect(await ivanova.press(`/leads/${id}/discard`, { reason: 'No money' })).toMatchObject({ ok: true });
  expect(await ivanova.read('/leads')).toContain('Reason: No money');
  expect(await ivanova.press(`/leads/${id}/note`, { note: 'Again' })).toMatchObject({
    text: 'This lead has already been discarded.',
  });
});

test('a lead that becomes a deal starts its sale once; the deal is not made twice', async () => {
  const crm = await startTestCrm();
  const petrov = new Visitor(crm, 'petrov');
  const id = await leadOf(crm, 'Замена котла в школе');
  const form = { title: 'Boiler for a school', client: '10', amount: '700000' };
  const before = (await crm.office.db('deals').count({ n: '*' }))[0]?.n;
  const pressed = await Promise.all([1, 2].map(() => petrov.press(`/leads/${id}/convert`, form)));
  expect(pressed.filter(({ ok }) => ok)).toHaveLength(1);
  expect(pressed.find(({ ok }) => !ok)?.text).toBe('This lead has already become a deal.');
  expect((await crm.office.db('deals').count({ n: '*' }))[0]?.n).toBe(Number(before) + 1);
  const deal = pressed.find(({ ok }) => ok)?.go ?? '';
  const page = await petrov.read(deal);
  expect(page).toContain('Call and find out the need');
  expect(page).toContain('Ждёт расчёт до пятницы');
  expect(await petrov.press(`/leads/${id}/convert`, { ...form, client: '99' })).toMatchObject({ ok: false });
});

test('a new lead waits for somebody, and the head hears of it when nobody reacts', async () => {
  const crm = await startTestCrm();
  const orlova = new Visitor(crm, 'orlova');
  const lead = { title: 'A cold store', source: 'call', contactDetails: '+7 900', responsible: 'ivanova' };
  expect(await orlova.press('/leads', lead)).toMatchObject({ ok: true });
  expect(await orlova.press('/leads', { ...lead, title: ' ' })).toMatchObject({ ok: false });
  expect(await orlova.read('/leads')).toMatch(
    /A cold store waits for a reaction call .*Anna Ivanova react by/,
  );
  await orlova.press('/clock', { by: 'day' });
  expect(await orlova.read('/leads')).toMatch(/A cold store .*Without a reaction: /);
});
