import { expect, it } from 'vitest';
import { Office, quiet } from '../support/office.js';

async function lead(office: Office, rest: object = {}): Promise<string> {
  const wish = { title: 'A boiler <big>', source: 'website', contactDetails: '+7 900 000', actor: null };
  const outcome = await office.engine.registerLead({ ...wish, ...rest });
  if (!outcome.ok) throw new Error(outcome.rejection.code);
  await office.engine.settle();
  return outcome.value.id;
}

it('B44: a lead comes to its responsible, who registers the call and discards it', async () => {
  const office = await Office.open();
  const ivanova = await office.linked('ivanova');
  const id = await lead(office, { responsible: 'ivanova' });
  const card = await ivanova.waitFor('A lead for you');
  expect(card.text.split('\n')).toEqual([
    'A lead for you',
    'A boiler <big>',
    'From: website',
    '+7 900 000',
    'Responsible: Ivanova',
    'React by: 13:00 (in 4 hours)',
    'Waits for a reaction',
  ]);
  ivanova.press(card, 'Register a contact');
  const asked = await ivanova.waitFor('Who began?');
  ivanova.press(asked, 'We');
  await ivanova.waitFor('How did you communicate?');
  ivanova.press(asked, 'Call');
  ivanova.reply(await ivanova.waitFor('what it was about'), 'No money');
  await ivanova.waitFor('✅ Registered: outgoing call');
  expect((await office.engine.lead(id))?.status).toBe('inWork');
  ivanova.press(card, 'Discard');
  ivanova.reply(await ivanova.waitFor('why the lead is discarded'), 'No money at all');
  await ivanova.waitFor('The lead is discarded');
  await ivanova.waitFor((message) => message === card && message.text.includes('⛔ Discarded'));
  expect(card.buttons).toEqual([]);
  const history = await office.engine.leadHistory(id);
  expect(history.map(({ event, source }) => [event.type, source])).toEqual([
    ['LeadRegistered', 'api'],
    ['LeadContacted', 'telegram'],
    ['LeadDiscarded', 'telegram'],
  ]);
});

it('B44: `/leads` lists those of a person and of nobody; of two who take one, one gets it', async () => {
  const office = await Office.open();
  const [ivanova, petrov] = [await office.linked('ivanova'), await office.linked('petrov')];
  for (let i = 1; i <= 5; i++) await lead(office, { title: `Own ${i}`, responsible: 'ivanova' });
  const id = await lead(office, { title: 'Nobody’s', reactWithin: { working: 'PT30M' } });
  await lead(office, { title: 'Of another', responsible: 'sidorov' });
  office.clock.advance('PT1H');
  ivanova.send('/leads');
  const list = await ivanova.waitFor(/^Leads\n/);
  expect(list.text).toContain(
    '1. Nobody’s\n❗ React by: 09:30 (overdue by 30 minutes) · Responsible: nobody',
  );
  expect(list.text).not.toContain('Of another');
  expect(list.text).toContain('Page 1 of 2');
  ivanova.press(list, '›');
  await ivanova.waitFor('Page 2 of 2');
  ivanova.press(list, '‹');
  await ivanova.waitFor('Page 1 of 2');
  ivanova.press(list, '1. Nobody’s');
  const hers = await ivanova.waitFor((message) => message.labels.flat().includes('Take'));
  petrov.send('/leads');
  petrov.press(await petrov.waitFor(/^Leads\n/), '1. Nobody’s');
  const his = await petrov.waitFor((message) => message.labels.flat().includes('Take'));
  expect((await ivanova.press(hers, 'Take').answered()).text).toBe('The lead is yours');
  await ivanova.waitFor((message) => message === hers && message.text.includes('Responsible: Ivanova'));
  await office.engine.assignLead({ lead: id, to: 'sidorov', actor: 'ivanova' });
  ivanova.press(hers, 'Discard');
  ivanova.reply(await ivanova.waitFor('why the lead is discarded'), 'Mine');
  await ivanova.waitFor('You are not permitted to do this.');
  expect(his.text).toContain('Nobody’s');
});

it('B44: the admins hear of a lead that nobody has, and who is late with another’s', async () => {
  const office = await Office.open();
  const admin = await office.linked('admin');
  await lead(office);
  const card = await admin.waitFor('⚠️ A lead that nobody is responsible for');
  expect(card.labels).toEqual([['Take']]);
  await quiet(office);
});

it('B44: nothing of the client leaves the CRM where privacy is minimal', async () => {
  const office = await Office.open({ bot: { privacy: 'minimal' } });
  const ivanova = await office.linked('ivanova');
  const id = await lead(office, { responsible: 'ivanova' });
  const card = await ivanova.waitFor('A lead for you');
  expect(card.text.split('\n')[1]).toBe(`Lead ${id.slice(-6)}`);
  expect(card.text).not.toMatch(/boiler|900|website|Ivanova/);
});
