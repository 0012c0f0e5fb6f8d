import { independentMap } from '@dealroute/core';
import { expect, it } from 'vitest';
import { approval, sale } from '../support/maps.js';
import { botMessages, Office, quiet } from '../support/office.js';

const visit = independentMap({ key: 'visit', title: 'Visit' })
  .start('start')
  .userTask('visit', {
    title: { ru: 'Съездить к клиенту', en: 'Visit the client' },
    checklist: [
      {
        key: 'ring',
        title: { ru: 'Позвонить заранее', en: 'Ring before' },
        evidence: { kind: 'contact', direction: 'outgoing', channel: 'call' },
      },
    ],
  })
  .end('done', { outcome: 'success' })
  .flow('start', 'visit')
  .flow('visit', 'done')
  .build();

const maps = [approval, sale, visit];

async function dealCard(user = 'ivanova') {
  const office = await Office.open({ maps });
  const person = await office.linked(user);
  await office.deal('D-1', { responsible: user });
  const card = await person.waitFor(/Send the offer|Отправить предложение/);
  person.press(card, user === 'sidorov' ? 'Интерес' : 'Deal');
  const deal = await person.waitFor(/Open tasks:|Открытые задачи:/);
  return { office, person, deal };
}

it('B43: a contact is registered by two buttons and a few words, once', async () => {
  const { office, person, deal } = await dealCard();
  expect(deal.labels.flat()).toContain('Register a contact');
  person.press(deal, 'Register a contact');
  const asked = await person.waitFor('Who began?');
  person.press(asked, 'We');
  await person.waitFor('How did you communicate?');
  expect(asked.labels.flat()).toEqual(['Call', 'Email', 'Meeting', 'Message', 'Other']);
  person.press(asked, 'Call');
  const question = await person.waitFor('what it was about');
  person.reply(question, 'They want <two> more');
  await person.waitFor('✅ Registered: outgoing call');
  await quiet(office);
  expect(asked.text).toBe('✅ Registered: outgoing call');
  expect(asked.buttons).toEqual([]);
  const { items } = await office.engine.contacts({ deal: 'D-1' });
  expect(items.map(({ by, source, direction, channel }) => [by, source, direction, channel])).toEqual([
    ['ivanova', 'telegram', 'outgoing', 'call'],
  ]);
  const words = await office.engine.texts([items[0]?.summary ?? '']);
  expect([...words.values()]).toEqual(['They want <two> more']);
});

it('B18: a step that wants a contact says so, and offers to register the fitting one', async () => {
  const office = await Office.open({ maps });
  const ivanova = await office.linked('ivanova');
  await office.deal('D-1', { map: 'visit' });
  const card = await ivanova.waitFor('Visit the client');
  expect(card.text).toContain('☐ Ring before — a contact is needed: outgoing call');
  const refused = await ivanova.press(card, '☐ Ring before').answered();
  expect(refused).toMatchObject({ alert: true });
  expect(refused.text).toContain('needs a registered contact: outgoing call');
  await ivanova.waitFor(
    (message) => message === card && message.labels.flat().includes('Register a contact'),
  );
  ivanova.press(card, 'Register a contact');
  ivanova.reply(await ivanova.waitFor('what it was about'), 'Comes at ten');
  await ivanova.waitFor('✅ Registered: outgoing call');
  ivanova.press(card, '‹ Back');
  await ivanova.waitFor((message) => message === card && message.labels.flat().includes('☐ Ring before'));
  expect((await ivanova.press(card, '☐ Ring before').answered()).text).toBe('☑ Done');
});

it('B45: "What next" puts the recommendation on the deal', async () => {
  const { person, deal } = await dealCard();
  person.press(deal, 'What next');
  await person.waitFor((message) => message === deal && message.text.includes('💡'));
  expect(deal.text).toContain(
    '💡 “Send the offer”: do it and choose a result: “Agreed”, “Revise”, “Refused”. Deadline: 4 March, 09:00.',
  );
  expect(deal.text).toContain('not enough data about similar deals yet');
  expect(deal.labels.flat()).toContain('What next');
});

it('B45: the recommendation is in the language of the person', async () => {
  const { person, deal } = await dealCard('sidorov');
  person.press(deal, 'Что дальше');
  await person.waitFor((message) => message === deal && message.text.includes('💡'));
  expect(deal.text).toContain('💡 «Отправить предложение»: выполните и выберите результат:');
});

it('who may not register a contact on a deal is not offered it', async () => {
  const office = await Office.open({ maps });
  const orlova = await office.linked('orlova');
  await office.deal('D-1', { map: 'approval' });
  const card = await orlova.waitFor('Check the contract');
  orlova.press(card, 'Deal');
  const deal = await orlova.waitFor('Open tasks:');
  expect(deal.labels.flat()).toContain('What next');
  expect(deal.labels.flat()).not.toContain('Register a contact');
  expect(botMessages(orlova).at(-1)).toBe(deal);
});
