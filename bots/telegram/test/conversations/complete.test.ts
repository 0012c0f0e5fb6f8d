import { describe, expect, it } from 'vitest';
import { Office, quiet } from '../support/office.js';

async function withCard(options: Parameters<typeof Office.open>[0] = {}) {
  const office = await Office.open(options);
  const ivanova = await office.linked('ivanova');
  await office.deal('D-1');
  const card = await ivanova.waitFor('Send the offer');
  return { office, ivanova, card };
}

describe('pressing a result', () => {
  it('completes the task, answers, and leaves a line in the place of the buttons', async () => {
    const { office, ivanova, card } = await withCard();
    const press = ivanova.press(card, 'Agreed');
    expect(await press.answered()).toEqual({ text: '✅ Agreed', alert: false });
    await ivanova.waitFor('✅ Agreed: Ivanova, 09:00');
    expect(card.buttons).toEqual([]);
    await ivanova.waitFor('Sign the contract');
    expect(office.host.deal('D-1')?.stage).toBe('contract');
    const [entry] = (
      await office.engine.journal((await office.task('D-1', 'Sign the contract')).process)
    ).slice(-1);
    expect(entry).toMatchObject({ actor: 'ivanova', source: 'telegram', command: 'CompleteTask' });
  });

  it('asks once more before a failure, with its reason, and takes no for an answer', async () => {
    const { office, ivanova, card } = await withCard();
    ivanova.press(card, 'Refused');
    await ivanova.waitFor('Refused: Why?');
    expect(card.labels).toEqual([['Too expensive', 'Not our client'], ['‹ Back']]);
    ivanova.press(card, 'Too expensive');
    await ivanova.waitFor('Refused: Too expensive. Are you sure?');
    expect((await office.task('D-1', 'Send the offer')).ended).toBeNull();
    ivanova.press(card, '‹ Back');
    await ivanova.waitFor((message) => message.labels.flat().includes('Agreed'));
    expect(card.text).not.toContain('Are you sure');
    ivanova.press(card, 'Refused');
    await ivanova.waitFor('Why?');
    ivanova.press(card, 'Not our client');
    await ivanova.waitFor('Are you sure?');
    ivanova.press(card, 'Yes');
    await ivanova.waitFor('❌ Refused: Ivanova, 09:00');
    expect(office.host.deal('D-1')?.stage).toBe('lost');
    const { items } = await office.engine.processes({ deal: 'D-1' });
    expect(items[0]).toMatchObject({ outcome: 'failure', lossReason: 'unfit' });
  });

  it('does not take two quick presses on a refusal for a confirmation', async () => {
    const { office, ivanova, card } = await withCard();
    const data = card.buttons.flat().find(({ text }) => text === 'Refused')?.callback_data ?? '';
    await ivanova.pressData(card, data).answered();
    await ivanova.pressData(card, data).answered();
    await quiet(office);
    expect((await office.task('D-1', 'Send the offer')).ended).toBeNull();
  });

  it('takes a double press once and tells the second one the truth', async () => {
    const { office, ivanova, card } = await withCard();
    const first = ivanova.press(card, 'Agreed');
    const second = ivanova.press(card, 'Agreed');
    expect((await first.answered()).text).toBe('✅ Agreed');
    expect(await second.answered()).toEqual({
      text: 'Already completed by Ivanova at 09:00: Agreed',
      alert: true,
    });
    await quiet(office);
    expect((await office.engine.dealTasks('D-1')).items).toHaveLength(1);
  });

  it('tells a late person what was chosen elsewhere, and draws the card as it is', async () => {
    const { office, ivanova, card } = await withCard();
    const data = card.buttons[0]?.[0]?.callback_data ?? '';
    const { id } = await office.task('D-1', 'Send the offer');
    const outcome = await office.engine.completeTask({
      task: id,
      result: 'refused',
      lossReason: 'price',
      actor: 'petrov',
    });
    expect(outcome.ok).toBe(true);
    await ivanova.waitFor('❌ Refused: Petrov, 09:00');
    expect(card.buttons).toEqual([]);
    expect((await ivanova.pressData(card, data).answered()).text).toBe(
      'Already completed by Petrov at 09:00: Refused',
    );
  });

  it('answers a forged or forgotten button', async () => {
    const { ivanova, card } = await withCard();
    const data = card.buttons[0]?.[0]?.callback_data ?? '';
    for (const forged of [
      'x',
      'AAAAAAAAAAAAAAAAAAAAAA.0',
      `${data}0000`,
      data.replace(/\.\d+$/, '.99'),
      '__proto__.0',
      '.0',
      '.',
    ]) {
      expect((await ivanova.pressData(card, forged).answered()).text).toContain('too old');
    }
  });

  it('gives no right to whoever has got the token of another person', async () => {
    const { office, card } = await withCard();
    const data = card.buttons[0]?.[0]?.callback_data ?? '';
    const petrov = await office.linked('petrov');
    const own = await petrov.waitFor('Hello');
    expect(await petrov.pressData(own, data).answered()).toEqual({
      text: 'This card is not yours.',
      alert: true,
    });
    const group = office.telegram.group({
      title: 'Sales',
      members: [petrov, office.person('stranger').open()],
    });
    petrov.send('/help', { in: group });
    const said = await petrov.waitFor('личный чат', { in: group });
    const { text } = await office.person('stranger').pressData(said, data).answered();
    expect(text).toContain('не привязана');
    expect((await office.task('D-1', 'Send the offer')).ended).toBeNull();
  });

  it('does nothing for a person who was dismissed or unlinked meanwhile', async () => {
    const { office, ivanova, card } = await withCard();
    const [known] = await office.directory.users(['ivanova'], { tenant: 'default' });
    if (!known) throw new Error('expected Ivanova');
    office.directory.putUser({ ...known, active: false });
    expect((await ivanova.press(card, 'Agreed').answered()).text).toContain('switched off');
    office.directory.putUser(known);
    await office.bot.links.unlink('ivanova');
    expect((await ivanova.press(card, 'Agreed').answered()).text).toContain('не привязана');
    expect((await office.task('D-1', 'Send the offer')).ended).toBeNull();
  });

  it('shows a veto in the words of the host', async () => {
    const { office, ivanova, card } = await withCard();
    office.engine.before('CompleteTask', 'audit', () => 'The audit is not over.');
    expect(await ivanova.press(card, 'Agreed').answered()).toEqual({
      text: 'The audit is not over.',
      alert: true,
    });
    await ivanova.waitFor('⚠️ The audit is not over.');
    expect(card.labels.flat()).toContain('Agreed');
  });
});

describe('a result that wants a comment', () => {
  it('asks for it below the card, and completes with the reply', async () => {
    const { office, ivanova, card } = await withCard();
    ivanova.press(card, 'Revise');
    const question = await ivanova.waitFor('“Revise”: describe the result');
    expect(question.content.replyMarkup?.force_reply).toBe(true);
    expect(question.replyTo).toBe(card);
    ivanova.reply(question, 'They want a discount');
    await ivanova.waitFor('✅ Revise: Ivanova, 09:00');
    const { items } = await office.engine.tasks({ deal: 'D-1', status: 'ended' });
    const texts = await office.engine.texts([items[0]?.ended?.comment ?? '']);
    expect([...texts.values()]).toEqual(['They want a discount']);
  });

  it('remembers its question after a restart', async () => {
    const { office, ivanova, card } = await withCard();
    ivanova.press(card, 'Revise');
    const question = await ivanova.waitFor('describe the result');
    await quiet(office);
    await office.restart();
    ivanova.reply(question, 'They want a discount');
    await ivanova.waitFor('✅ Revise: Ivanova');
  });

  it('does not take a message that answers nothing for the comment', async () => {
    const { office, ivanova, card } = await withCard();
    ivanova.press(card, 'Revise');
    await ivanova.waitFor('describe the result');
    ivanova.send('They want a discount');
    await ivanova.waitFor('reply to its message');
    expect((await office.task('D-1', 'Send the offer')).ended).toBeNull();
  });

  it('is left with /cancel', async () => {
    const { office, ivanova, card } = await withCard();
    ivanova.press(card, 'Revise');
    const question = await ivanova.waitFor('describe the result');
    ivanova.send('/cancel');
    await ivanova.waitFor('Cancelled.');
    ivanova.reply(question, 'They want a discount');
    await quiet(office);
    expect((await office.task('D-1', 'Send the offer')).ended).toBeNull();
    ivanova.send('/cancel');
    await ivanova.waitFor('nothing to cancel');
  });

  it('takes a comment of 4096 characters', async () => {
    const { office, ivanova, card } = await withCard();
    ivanova.press(card, 'Revise');
    ivanova.reply(await ivanova.waitFor('describe the result'), 'я'.repeat(4096));
    await ivanova.waitFor('✅ Revise: Ivanova');
    expect((await office.engine.dealTasks('D-1')).items).toHaveLength(1);
  });

  it('tells the truth when the task ended while the person wrote', async () => {
    const { office, ivanova, card } = await withCard();
    ivanova.press(card, 'Revise');
    const question = await ivanova.waitFor('describe the result');
    const { id } = await office.task('D-1', 'Send the offer');
    await office.engine.completeTask({ task: id, result: 'agreed', actor: 'petrov' });
    ivanova.reply(question, 'They want a discount');
    await ivanova.waitFor('Already completed by Petrov at 09:00: Agreed');
  });
});

describe('a task with a checklist and required fields', () => {
  async function withSigning() {
    const { office, ivanova, card } = await withCard({
      bot: { dealUrl: (deal) => `https://crm.example.com/${deal}` },
    });
    ivanova.press(card, 'Agreed');
    return { office, ivanova, card: await ivanova.waitFor('Sign the contract') };
  }

  it('is told what is missing, with the link to the CRM, and completes once it is there', async () => {
    const { office, ivanova, card } = await withSigning();
    expect((await ivanova.press(card, 'Complete').answered()).alert).toBe(true);
    await ivanova.waitFor(
      /⚠️ First complete the checklist. Steps left: 2.\n☐ Call the client\n☐ Note the terms/,
    );
    ivanova.press(card, '☐ Call the client');
    await ivanova.waitFor('☑ Call the client');
    ivanova.press(card, '☐ Note the terms');
    ivanova.reply(await ivanova.waitFor('“Note the terms”: write what was done'), 'Paid in 30 days');
    await ivanova.waitFor('☑ Note the terms');
    ivanova.press(card, 'Complete');
    await ivanova.waitFor('⚠️ First fill in the deal: number.');
    expect(card.buttons.flat().find(({ url }) => url)?.url).toBe('https://crm.example.com/D-1');
    const deal = office.host.deal('D-1');
    if (!deal) throw new Error('expected the deal');
    office.host.putDeal({ ...deal, fields: { ...deal.fields, number: '17/3' } });
    ivanova.press(card, 'Complete');
    await ivanova.waitFor('✅ Completed: Ivanova, 09:00');
    expect(office.host.deal('D-1')?.stage).toBe('won');
  });

  it('keeps the order of the steps', async () => {
    const { ivanova, card } = await withSigning();
    ivanova.press(card, '☐ Gift');
    await ivanova.waitFor('complete the earlier ones first');
    expect(card.text).toContain('☐ Gift (optional)');
  });
});

it('finishes what it has begun when it stops', async () => {
  const { office, ivanova, card } = await withCard();
  const held = office.telegram.faults.hold('editMessageText');
  ivanova.press(card, 'Agreed');
  await held.reached;
  const stopped = office.stop();
  held.release();
  await stopped;
  expect(card.text).toContain('✅ Agreed: Ivanova');
  const left = await office.storage.records.list('telegram.inbox', { limit: 9 }, { tenant: 'default' });
  expect(left).toEqual([]);
});

it('draws a card that has got its last form no more, but for a late press on it', async () => {
  const { office, ivanova, card } = await withCard();
  ivanova.send('/tasks');
  ivanova.press(await ivanova.waitFor('All tasks'), '1. Send the offer');
  const second = await ivanova.waitFor(
    (message) => message !== card && message.labels.flat().includes('Agreed'),
  );
  const data = second.buttons[0]?.[0]?.callback_data ?? '';
  ivanova.press(card, 'Agreed');
  await ivanova.waitFor((message) => message === second && message.buttons.length === 0);
  await quiet(office);
  const edits = () => office.telegram.callsOf('editMessageText').length;
  const before = edits();
  await ivanova.pressData(second, data).answered();
  await quiet(office);
  expect(edits()).toBe(before + 1);
});
