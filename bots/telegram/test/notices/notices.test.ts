import { NOTIFIER, type Notice, type Notifier, type Plugin } from '@dealroute/core';
import { refused } from '@dealroute/testing/telegram';
import { describe, expect, it } from 'vitest';
import { botMessages, Office, type OfficeOptions, quiet } from '../support/office.js';

let notices = 0;

/** An office whose notifier can be called as the outbox calls it. */
async function openWithNotifier(options: OfficeOptions = {}) {
  const office = await Office.open(options);
  let notifier: Notifier | undefined;
  const spy: Plugin = {
    name: 'spy',
    apiVersion: 1,
    start: ({ resolve }) => {
      notifier = resolve(NOTIFIER);
    },
  };
  await office.restart([spy]);
  const deliver = async (notice: Partial<Notice> & Pick<Notice, 'kind' | 'to'>, tenant = 'default') => {
    notices += 1;
    await notifier?.deliver({ id: `n-${notices}`, details: {}, ...notice }, { tenant });
  };
  return { office, deliver };
}

async function overdue(options: OfficeOptions = {}) {
  const { office, deliver } = await openWithNotifier(options);
  await office.deal('D-1');
  const task = await office.task('D-1', 'Send the offer');
  office.clock.set(Date.parse('2026-03-04T12:00:00Z'));
  const details = { rung: 1, rungs: 3, deadline: task.dueAt ?? 0, assignee: 'ivanova' };
  const about = { deal: 'D-1', process: task.process, task: task.id } as const;
  return { office, deliver, task, details, about };
}

describe('a reminder', () => {
  it('brings the assignee the card with its buttons', async () => {
    const { office, deliver, details, about } = await overdue();
    const ivanova = await office.linked('ivanova');
    await deliver({ kind: 'taskOverdue', to: 'ivanova', ...about, details: { ...details, as: 'assignee' } });
    const card = await ivanova.waitFor('⏰ Overdue by 3 hours');
    expect(card.text).toContain('❗ Deadline: 09:00 (overdue by 3 hours)');
    ivanova.press(card, 'Agreed');
    await ivanova.waitFor('✅ Agreed: Ivanova, 12:00');
  });

  it('counts in Russian as Russians do', async () => {
    const { office, deliver, details, about } = await overdue();
    const { id } = await office.task('D-1', 'Send the offer');
    await office.engine.handOverTask({ task: id, to: 'sidorov', actor: 'petrov' });
    const task = await office.task('D-1', 'Send the offer');
    const sidorov = await office.linked('sidorov');
    await deliver({
      kind: 'taskOverdue',
      to: 'sidorov',
      ...about,
      task: task.id,
      details: { ...details, as: 'assignee' },
    });
    await sidorov.waitFor('⏰ Просрочено на 3 часа');
  });

  it('tells the head who is late with what, to open or hand over', async () => {
    const { office, deliver, details, about } = await overdue();
    const petrov = await office.linked('petrov');
    await deliver({ kind: 'taskOverdue', to: 'petrov', ...about, details: { ...details, as: 'head' } });
    const message = await petrov.waitFor('⏰ Ivanova is late by 3 hours');
    expect(message.text).toContain('Assignee: Ivanova');
    expect(message.labels[0]).toEqual(['Open', 'Map']);
    petrov.press(message, 'Open');
    const card = await petrov.waitFor((each) => each.labels.flat().includes('Agreed'));
    petrov.press(card, 'Hand over');
    await petrov.waitFor('To whom?');
    petrov.press(card, 'Sidorov');
    await petrov.waitFor('Hand the task over to Sidorov?');
    petrov.press(card, 'Hand over');
    await petrov.waitFor('↪️ Handed over to Sidorov: Petrov');
    await quiet(office);
    expect(message.text).toContain('↪️ Handed over to Sidorov');
    expect(message.buttons).toEqual([]);
  });

  it('says nothing about a task that has ended', async () => {
    const { office, deliver, task, details, about } = await overdue();
    const petrov = await office.linked('petrov');
    await office.engine.completeTask({ task: task.id, result: 'agreed', actor: 'ivanova' });
    const before = botMessages(petrov).length;
    await deliver({ kind: 'taskOverdue', to: 'petrov', ...about, details: { ...details, as: 'admin' } });
    expect(botMessages(petrov)).toHaveLength(before);
  });

  it('comes before the deadline too', async () => {
    const { office, deliver, details, about } = await overdue();
    const ivanova = await office.linked('ivanova');
    office.clock.set(Date.parse('2026-03-04T08:30:00Z'));
    await deliver({ kind: 'taskOverdue', to: 'ivanova', ...about, details: { ...details, as: 'assignee' } });
    await ivanova.waitFor('⏰ Deadline in 30 minutes');
  });
});

describe('the digest of overdue tasks', () => {
  it('is one message by person and deal', async () => {
    const { office, deliver, task } = await overdue({
      bot: { dealUrl: (deal) => `https://crm.example.com/${deal}` },
    });
    await office.deal('D-2', { responsible: 'sidorov' });
    const second = await office.task('D-2', 'Send the offer');
    const admin = await office.linked('admin');
    const entry = ({ id, deal, process, assignee }: typeof task, hours: number) => ({
      task: id,
      deal,
      process,
      assignee,
      deadline: office.clock.now() - hours * 3_600_000,
    });
    const tasks = [entry(task, 3), entry(second, 72), entry(task, 5)];
    await deliver({
      kind: 'overdueDigest',
      to: 'admin',
      details: { slot: 0, total: tasks.length + 9, tasks },
    });
    const message = await admin.waitFor('⏰ Overdue: 12 tasks');
    expect(message.text.split('\n')).toEqual([
      '⏰ Overdue: 12 tasks',
      '',
      'Ivanova',
      'Deal D-1',
      '• Send the offer: overdue by 3 hours',
      '• Send the offer: overdue by 5 hours',
      '',
      'Sidorov',
      'Deal D-2',
      '• Send the offer: overdue by 3 days',
      '',
      '…and 9 tasks more',
    ]);
    expect(message.entities.filter(({ type }) => type === 'text_link')).toMatchObject([
      { url: 'https://crm.example.com/D-1' },
      { url: 'https://crm.example.com/D-2' },
    ]);
  });

  it('is divided between lines when it is long, and its parts are not repeated', async () => {
    const { office, deliver, task } = await overdue();
    const admin = await office.linked('admin');
    await quiet(office);
    const before = botMessages(admin).length;
    const tasks = Array.from({ length: 150 }, () => ({
      task: task.id,
      deal: 'D-1',
      process: task.process,
      assignee: 'ivanova',
      deadline: 0,
    }));
    const notice = {
      id: 'digest-1',
      kind: 'overdueDigest',
      to: 'admin',
      details: { slot: 0, total: 150, tasks },
    } as const;
    let sent = 0;
    office.telegram.faults.next(
      ({ method, parameters }) =>
        method === 'sendMessage' && String(parameters.chat_id) === String(admin.id) && ++sent === 2,
      refused(500, 'Internal Server Error'),
    );
    await expect(deliver(notice)).rejects.toThrow();
    await deliver(notice);
    const parts = botMessages(admin).slice(before);
    expect(parts.length).toBeGreaterThan(1);
    const lines = parts.flatMap(({ text }) => text.split('\n').filter((line) => line.startsWith('•')));
    expect(lines).toHaveLength(150);
    expect(new Set(lines).size).toBe(1);
  });
});

describe('other notices', () => {
  it('B30: tell the assignee that a process waits, take the buttons away, and give them back', async () => {
    const { office } = await openWithNotifier();
    const ivanova = await office.linked('ivanova');
    await office.deal('D-1');
    const { process } = await office.task('D-1', 'Send the offer');
    const card = await ivanova.waitFor((each) => each.labels.flat().includes('Agreed'));
    await office.engine.suspendProcess({ process, actor: 'petrov' });
    await ivanova.waitFor('⏸ The process is suspended: the task “Send the offer” waits for now.');
    expect(card.text).toContain('⏸ The process is suspended');
    expect(card.labels.flat()).not.toContain('Agreed');
    await office.engine.resumeProcess({ process, deadlines: 'keep', actor: 'petrov' });
    await ivanova.waitFor(
      '▶️ The process goes on: the task “Send the offer” can be worked on again. Deadline: ',
    );
    expect(card.text).not.toContain('suspended');
    ivanova.press(card, 'Agreed');
    await ivanova.waitFor('✅ Agreed: Ivanova');
  });

  it('tell how a process has ended, and why', async () => {
    const { office } = await openWithNotifier();
    const ivanova = await office.linked('ivanova');
    await office.deal('D-1');
    const { process } = await office.task('D-1', 'Send the offer');
    await office.engine.terminateEarly({ process, lossReason: 'price', actor: 'admin' });
    await ivanova.waitFor('🏁 The process of “Deal D-1” has ended: failure (Too expensive).');
  });

  it('tell an admin of a stage that was changed by hand', async () => {
    const { office } = await openWithNotifier();
    const admin = await office.linked('admin');
    await office.deal('D-1');
    office.host.setStage('D-1', 'won');
    await office.engine.receiveHostEvent({
      key: 'e1',
      type: 'stageChanged',
      deal: 'D-1',
      stage: 'won',
      by: 'sidorov',
    });
    await admin.waitFor('“Deal D-1” was changed by hand, past its process: Offer → Won, by Sidorov');
  });

  it('let an admin give away a task that nobody fits', async () => {
    const { office } = await openWithNotifier();
    const admin = await office.linked('admin');
    await office.deal('D-1', { responsible: 'former' });
    const message = await admin.waitFor('Nobody fits the task “Send the offer”');
    admin.press(message, 'Hand over');
    await admin.waitFor('no colleagues in your department');
    admin.press(message, 'Search by name');
    admin.reply(await admin.waitFor('part of the colleague'), 'ivan');
    await admin.waitFor('Found for “ivan”');
    admin.press(message, 'Ivanova');
    await admin.waitFor('Hand the task over to Ivanova?');
    admin.press(message, 'Hand over');
    await admin.waitFor('↪️ Handed over to Ivanova');
    expect((await office.task('D-1', 'Send the offer')).assignee).toBe('ivanova');
  });

  it('say that a task is closed to those who never got its card', async () => {
    const { office } = await openWithNotifier();
    await office.deal('D-1');
    const task = await office.task('D-1', 'Send the offer');
    const ivanova = await office.linked('ivanova');
    await office.engine.completeTask({ task: task.id, result: 'agreed', actor: 'petrov' });
    await ivanova.waitFor('The task “Send the offer” is closed');
  });

  it('go nowhere for people of another tenant', async () => {
    const { office, deliver } = await openWithNotifier();
    const ivanova = await office.linked('ivanova');
    const before = botMessages(ivanova).length;
    await deliver({ kind: 'processEnded', to: 'ivanova', deal: 'D-1' }, 'other');
    expect(botMessages(ivanova)).toHaveLength(before);
  });
});

describe('in minimal privacy', () => {
  it('a card has the title, the reference, the deadline and the link, and no more', async () => {
    const office = await Office.open({
      bot: { privacy: 'minimal', dealUrl: (deal) => `https://crm.example.com/${deal}` },
    });
    const ivanova = await office.linked('ivanova');
    await office.deal('D-1');
    const card = await ivanova.waitFor('Send the offer');
    expect(card.text.split('\n')).toEqual([
      'New task',
      'Send the offer',
      'Deal: D-1',
      'Deadline: 4 March, 09:00 (in 2 days)',
    ]);
    expect(card.labels).toEqual([['Agreed', 'Revise'], ['Refused'], ['Hand over', 'Open in CRM']]);
    ivanova.press(card, 'Agreed');
    await ivanova.waitFor('✅ Agreed: 09:00');
    await quiet(office);
    const sent = JSON.stringify(office.telegram.callsOf('sendMessage').map(({ parameters }) => parameters));
    expect(sent).not.toMatch(/Vector|120,000|Petrov/);
  });
});

describe('a lead without a reaction', () => {
  async function late() {
    const { office, deliver } = await openWithNotifier();
    const wish = { title: 'A boiler', source: 'website', responsible: 'ivanova', actor: null };
    const registered = await office.engine.registerLead(wish);
    if (!registered.ok) throw new Error(registered.rejection.code);
    const { id, dueAt } = registered.value;
    office.clock.set(dueAt + 2 * 3_600_000);
    return { office, deliver, id, dueAt };
  }

  it('is brought to its responsible, and to the head with the name; not once somebody reacted', async () => {
    const { office, deliver, id } = await late();
    const [ivanova, petrov] = [await office.linked('ivanova'), await office.linked('petrov')];
    await deliver({ kind: 'leadOverdue', to: 'ivanova', lead: id });
    await ivanova.waitFor('⏰ No reaction: overdue by 2 hours');
    await deliver({ kind: 'leadOverdue', to: 'petrov', lead: id });
    await petrov.waitFor('⏰ No reaction, Ivanova: overdue by 2 hours');
    const before = botMessages(petrov).length;
    await office.engine.reactToLead({ lead: id, note: 'Rang', actor: 'ivanova' });
    await deliver({ kind: 'leadOverdue', to: 'petrov', lead: id });
    await deliver({ kind: 'leadOverdue', to: 'petrov', lead: 'gone' });
    await quiet(office);
    expect(botMessages(petrov)).toHaveLength(before);
  });

  it('stands in the digest, also without an overdue task', async () => {
    const { office, deliver, id, dueAt } = await late();
    const admin = await office.linked('admin');
    const leads = [{ lead: id, responsible: 'ivanova', deadline: dueAt }];
    await deliver({
      kind: 'overdueDigest',
      to: 'admin',
      details: { slot: 0, total: 0, tasks: [], totalLeads: 3, leads },
    });
    const message = await admin.waitFor('⏰ Without a reaction: 3 leads');
    expect(message.text.split('\n')).toEqual([
      '⏰ Without a reaction: 3 leads',
      '• A boiler: overdue by 2 hours',
      '',
      '…and 2 leads more',
    ]);
  });
});
