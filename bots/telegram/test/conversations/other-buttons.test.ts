import type { FakeMessage } from '@dealroute/testing/telegram';
import { describe, expect, it } from 'vitest';
import { botMessages, Office, quiet } from '../support/office.js';

describe('a task that is offered to several', () => {
  it('is taken by one; the others see by whom', async () => {
    const office = await Office.open();
    const petrov = await office.linked('petrov');
    const orlova = await office.linked('orlova');
    await office.deal('D-1', { map: 'approval' });
    const [his, hers] = [
      await petrov.waitFor('Check the contract'),
      await orlova.waitFor('Check the contract'),
    ];
    expect(his.text).toContain('Task to take');
    expect(his.labels).toEqual([['Take'], ['Map', 'History'], ['Deal']]);
    expect((await petrov.press(his, 'Take').answered()).text).toBe('The task is yours');
    await petrov.waitFor((message) => message.labels.flat().includes('Approved'));
    await orlova.waitFor('🔒 Taken by Petrov');
    expect(hers.buttons).toEqual([]);
    const outcome = await orlova
      .pressData(hers, String(hers.history[0]?.replyMarkup?.inline_keyboard?.[0]?.[0]?.callback_data))
      .answered();
    expect(outcome).toEqual({ text: 'Somebody else has already taken this task.', alert: true });
  });

  it('is given back, and offered again', async () => {
    const office = await Office.open();
    const petrov = await office.linked('petrov');
    const orlova = await office.linked('orlova');
    await office.deal('D-1', { map: 'approval' });
    const his = await petrov.waitFor('Check the contract');
    petrov.press(his, 'Take');
    await orlova.waitFor('🔒 Taken by Petrov');
    await petrov.waitFor((message) => message.labels.flat().includes('Give back'));
    expect((await petrov.press(his, 'Give back').answered()).text).toBe('The task is given back');
    await orlova.waitFor((message) => message.labels.flat().includes('Take'));
    expect((await office.task('D-1', 'Check the contract')).assignee).toBeNull();
  });
});

describe('handing a task over', () => {
  async function choosing() {
    const office = await Office.open();
    const ivanova = await office.linked('ivanova');
    const sidorov = await office.linked('sidorov');
    await office.deal('D-1');
    const card = await ivanova.waitFor('Send the offer');
    ivanova.press(card, 'Hand over');
    await ivanova.waitFor('To whom?');
    return { office, ivanova, sidorov, card };
  }

  it('offers the department first, asks once more, and tells both people', async () => {
    const { office, ivanova, sidorov, card } = await choosing();
    expect(card.labels).toEqual([
      ['Petrov', 'Sidorov'],
      ['Search by name', '‹ Back'],
    ]);
    ivanova.press(card, 'Sidorov');
    await ivanova.waitFor('Hand the task over to Sidorov?');
    expect((await ivanova.press(card, 'Hand over').answered()).text).toBe('Handed over to Sidorov');
    await ivanova.waitFor('↪️ Handed over to Sidorov: Ivanova, 09:00');
    expect(card.buttons).toEqual([]);
    await sidorov.waitFor('Отправить предложение');
    await quiet(office);
    expect(botMessages(ivanova).at(-1)).toBe(card);
  });

  it('searches other departments by typing, and keeps the comment', async () => {
    const { office, ivanova, card } = await choosing();
    ivanova.press(card, 'Search by name');
    ivanova.reply(await ivanova.waitFor('part of the colleague'), 'zzz');
    await ivanova.waitFor('Nobody is called “zzz”.');
    ivanova.press(card, 'Search by name');
    const [, question] = botMessages(ivanova).filter(({ text }) => text.includes('part of the colleague'));
    const second =
      question ??
      (await ivanova.waitFor((message) => message.id > card.id + 3 && /part of/.test(message.text)));
    ivanova.reply(second, 'orl');
    await ivanova.waitFor((message) => message === card && message.labels.flat().includes('Orlova'));
    ivanova.press(card, 'Orlova');
    await ivanova.waitFor('Hand the task over to Orlova?');
    ivanova.press(card, 'Add a comment');
    ivanova.reply(await ivanova.waitFor('Write a comment for Orlova'), 'You know them');
    await ivanova.waitFor('↪️ Handed over to Orlova');
    const line = await office.engine.taskLine((await office.task('D-1', 'Send the offer')).id);
    const texts = await office.engine.texts([line[0]?.ended?.comment ?? '']);
    expect([...texts.values()]).toEqual(['You know them']);
  });

  it('says who took it away when the head did', async () => {
    const office = await Office.open();
    const ivanova = await office.linked('ivanova');
    await office.deal('D-1');
    await ivanova.waitFor('Send the offer');
    const { id } = await office.task('D-1', 'Send the offer');
    await office.engine.handOverTask({ task: id, to: 'sidorov', actor: 'petrov' });
    await ivanova.waitFor('The task “Send the offer” was handed over to Sidorov.');
    await ivanova.waitFor('↪️ Handed over to Sidorov: Petrov, 09:00');
  });

  it('gives nothing to a person who was dismissed meanwhile', async () => {
    const { office, ivanova, card } = await choosing();
    const [known] = await office.directory.users(['sidorov'], { tenant: 'default' });
    if (!known) throw new Error('expected Sidorov');
    office.directory.putUser({ ...known, active: false });
    const answer = await ivanova.press(card, 'Sidorov').answered();
    expect(answer).toEqual({ text: 'This person is no longer active.', alert: true });
    await ivanova.waitFor('⚠️ This person is no longer active.');
    expect((await office.task('D-1', 'Send the offer')).assignee).toBe('ivanova');
  });
});

describe('the history of a task', () => {
  it('tells who had what, with results and comments, the newest last', async () => {
    const office = await Office.open();
    const ivanova = await office.linked('ivanova');
    await office.deal('D-1');
    const { id } = await office.task('D-1', 'Send the offer');
    await office.engine.completeTask({
      task: id,
      result: 'revise',
      comment: 'They <b>want</b> less',
      actor: 'ivanova',
    });
    const next = await office.task('D-1', 'Send the offer');
    await office.engine.handOverTask({ task: next.id, to: 'sidorov', actor: 'petrov', comment: 'Please' });
    const last = await office.task('D-1', 'Send the offer');
    await office.engine.handOverTask({ task: last.id, to: 'ivanova', actor: 'sidorov' });
    await quiet(office);
    const card = botMessages(ivanova).at(-1);
    if (!card) throw new Error('expected a card');
    ivanova.press(card, 'History');
    const said = await ivanova.waitFor('History: Send the offer');
    expect(said.text.split('\n')).toEqual([
      'History: Send the offer',
      '• Send the offer: Revise (Ivanova, 09:00)',
      '   They <b>want</b> less',
      '• Send the offer: handed over to Sidorov (Petrov, 09:00)',
      '   Please',
      '• Send the offer: handed over to Ivanova (Sidorov, 09:00)',
      '• Send the offer: with Ivanova since 09:00',
    ]);
  });

  it('has at most ten entries', async () => {
    const office = await Office.open();
    await office.deal('D-1');
    for (let i = 0; i < 12; i++) {
      const { id } = await office.task('D-1', 'Send the offer');
      await office.engine.completeTask({
        task: id,
        result: 'revise',
        comment: `Round ${i}.`,
        actor: 'ivanova',
      });
      office.clock.advance(1);
    }
    const ivanova = await office.linked('ivanova');
    const list = await ivanova.waitFor('All tasks');
    ivanova.press(list, '1. Send the offer');
    ivanova.press(await ivanova.waitFor((message) => message.labels.flat().includes('History')), 'History');
    const said = await ivanova.waitFor('History:');
    expect(said.text.match(/•/g)).toHaveLength(10);
    expect(said.text).not.toContain('Round 2.');
    expect(said.text).toContain('Round 3.');
  });
});

describe('B17: the map', () => {
  const hasPhoto = (message: FakeMessage): boolean => message.content.photo !== undefined;

  it('comes as a picture under the card, and says in words where the process stands', async () => {
    const office = await Office.open();
    const ivanova = await office.linked('ivanova');
    await office.deal('D-1');
    const card = await ivanova.waitFor('Send the offer');
    expect(card.labels.flat()).toContain('Map');
    ivanova.press(card, 'Map');
    const picture = await ivanova.waitFor(hasPhoto);
    expect(picture.text).toMatch(
      /^Route map: .*The process is running\. Current: Send the offer \(due .*\)\.$/,
    );
    expect(picture.replyTo).toBe(card);
  });

  it('is that of the called process where the task is one of its', async () => {
    const office = await Office.open();
    const petrov = await office.linked('petrov');
    await office.deal('D-1', { map: 'approval' });
    petrov.press(await petrov.waitFor('Check the contract'), 'Map');
    const picture = await petrov.waitFor(hasPhoto);
    expect(picture.text).toContain('Current: Check the contract');
  });

  it('comes from the card of the deal too', async () => {
    const office = await Office.open();
    const ivanova = await office.linked('ivanova');
    await office.deal('D-1');
    ivanova.press(await ivanova.waitFor('Send the offer'), 'Deal');
    ivanova.press(
      await ivanova.waitFor((message) => message.labels.flat().includes('Early termination')),
      'Map',
    );
    expect((await ivanova.waitFor(hasPhoto)).text).toContain('Send the offer');
  });
});

describe('early termination', () => {
  async function withDeal(user: string) {
    const office = await Office.open();
    const person = await office.linked(user);
    await office.deal('D-1');
    const card = await person.waitFor('Send the offer');
    person.press(card, 'Deal');
    return { office, person, card, deal: await person.waitFor('Open tasks:') };
  }

  it('asks for the reason, asks once more, and closes the cards', async () => {
    const { office, person, card, deal } = await withDeal('ivanova');
    expect(deal.labels).toEqual([
      ['What next', 'Register a contact'],
      ['Map', 'Early termination'],
    ]);
    person.press(deal, 'Early termination');
    await person.waitFor('Early termination: why?');
    person.press(deal, 'Too expensive');
    await person.waitFor('Terminate the process of “Deal D-1”: Too expensive. Are you sure?');
    expect((await person.press(deal, 'Yes').answered()).text).toBe('The process is terminated');
    await person.waitFor('⛔ No longer needed: 09:00');
    expect(card.buttons).toEqual([]);
    expect(office.host.deal('D-1')?.stage).toBe('lost');
    const { items } = await office.engine.processes({ deal: 'D-1' });
    expect(items[0]).toMatchObject({ outcome: 'failure', lossReason: 'price' });
  });

  it('takes a comment, and no for an answer', async () => {
    const { office, person, deal } = await withDeal('ivanova');
    person.press(deal, 'Early termination');
    await person.waitFor('why?');
    person.press(deal, '‹ Back');
    await person.waitFor(
      (message) => message === deal && message.labels.flat().includes('Early termination'),
    );
    person.press(deal, 'Early termination');
    await person.waitFor('why?');
    person.press(deal, 'Not our client');
    await person.waitFor('Are you sure?');
    person.press(deal, 'Add a comment');
    person.reply(await person.waitFor('comment to the early termination'), 'They sell to us');
    await person.waitFor('The process is terminated');
    const [process] = (await office.engine.processes({ deal: 'D-1' })).items;
    const entry = (await office.engine.journal(process?.id ?? '')).flatMap(({ events }) => events);
    const ended = entry.find((event) => event.type === 'EarlyTerminated');
    const texts = await office.engine.texts([ended?.comment ?? '']);
    expect([...texts.values()]).toEqual(['They sell to us']);
  });

  it('is not offered to those who are not permitted', async () => {
    const office = await Office.open();
    const orlova = await office.linked('orlova');
    await office.deal('D-1');
    const { id } = await office.task('D-1', 'Send the offer');
    await office.engine.handOverTask({ task: id, to: 'orlova', actor: 'petrov' });
    const card = await orlova.waitFor('Send the offer');
    orlova.press(card, 'Deal');
    const deal = await orlova.waitFor('Open tasks:');
    expect(deal.labels.flat()).not.toContain('Early termination');
    expect(deal.text).toContain('• Send the offer: Orlova');
  });

  it('says that the process has ended meanwhile', async () => {
    const { office, person, deal } = await withDeal('ivanova');
    person.press(deal, 'Early termination');
    await person.waitFor('why?');
    person.press(deal, 'Too expensive');
    await person.waitFor('Are you sure?');
    const { process } = await office.task('D-1', 'Send the offer');
    await office.engine.terminateEarly({ process, lossReason: 'unfit', actor: 'admin' });
    expect(await person.press(deal, 'Yes').answered()).toEqual({
      text: 'This process has already ended.',
      alert: true,
    });
  });
});

describe('/tasks', () => {
  it('shows five a page, overdue first, and opens each task', async () => {
    const office = await Office.open();
    const ivanova = await office.linked('ivanova');
    for (let i = 1; i <= 7; i++) {
      await office.deal(`D-${i}`);
      office.clock.advance('P1D');
    }
    await quiet(office);
    ivanova.send('/tasks');
    const list = await ivanova.waitFor('All tasks');
    expect(list.text.match(/^\d\. .*\n.*$/gm)).toEqual(
      [1, 2, 3, 4, 5].map((i) => `${i}. Send the offer\nDeal D-${i}`),
    );
    expect(list.text).toContain('Page 1 of 2');
    expect(list.labels.slice(-3)).toEqual([['›'], ['Today 1', 'Overdue 3'], ['· All 7']]);
    ivanova.press(list, '›');
    await ivanova.waitFor('Page 2 of 2');
    expect(list.text).toContain('7. Send the offer');
    ivanova.press(list, 'Overdue 3');
    await ivanova.waitFor('Overdue tasks');
    expect(list.text.match(/❗/g)).toHaveLength(3);
    ivanova.press(list, 'Today 1');
    await ivanova.waitFor('Tasks for today');
    expect(list.text).toContain('1. Send the offer\nDeal D-4\n09:00');
    ivanova.press(list, 'All 7');
    await ivanova.waitFor('Page 1 of 2');
    const before = botMessages(ivanova).length;
    ivanova.press(list, '2. Send the offer');
    await ivanova.waitFor(() => botMessages(ivanova).length > before);
    expect(botMessages(ivanova).at(-1)?.text).toContain('Deal: Deal D-2');
  });

  it('counts the tasks of the day in the zone of the person', async () => {
    const [first, ...rest] = [
      { id: 'ivanova', name: 'Ivanova', active: true, roles: [], locale: 'en', timeZone: 'Pacific/Auckland' },
    ];
    if (!first) throw new Error('expected a person');
    const office = await Office.open({ users: [first, ...rest] });
    await office.deal('D-1');
    // Due on 4 March at 09:00 UTC, which is 22:00 in Auckland; 3 March, 12:00 UTC, is 4 March there already.
    office.clock.set(Date.parse('2026-03-03T12:00:00Z'));
    const ivanova = await office.linked('ivanova');
    const list = await ivanova.waitFor('All tasks');
    expect(list.labels.flat()).toContain('Today 1');
  });

  it('counts to 99', async () => {
    const office = await Office.open();
    for (let i = 0; i < 101; i++) await office.deal(`D-${i}`);
    const ivanova = await office.linked('ivanova');
    const list = await ivanova.waitFor('All tasks');
    expect(list.labels.flat()).toContain('· All 99+');
    expect(list.text).toContain('Page 1 of 21');
  });

  it('opens nothing that is no longer the person’s', async () => {
    const office = await Office.open();
    await office.deal('D-1');
    await office.deal('D-2', { responsible: 'orlova' });
    const { id } = await office.task('D-2', 'Send the offer');
    await office.engine.handOverTask({ task: id, to: 'ivanova', actor: 'admin' });
    const ivanova = await office.linked('ivanova');
    const list = await ivanova.waitFor('All tasks');
    const mine = await office.task('D-2', 'Send the offer');
    await office.engine.handOverTask({ task: mine.id, to: 'orlova', actor: 'admin' });
    const which = list.text.indexOf('Deal D-2') < list.text.indexOf('Deal D-1') ? 1 : 2;
    expect((await ivanova.press(list, `${which}. Send the offer`).answered()).text).toMatch(
      /^↪️ Handed over to Orlova/,
    );
  });
});
