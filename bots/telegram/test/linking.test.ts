import { describe, expect, it } from 'vitest';
import { botMessages, Office, quiet } from './support/office.js';

const MINUTE = 60_000;

describe('linking an account', () => {
  it('waits for the confirmation in the CRM, then greets and shows the open tasks', async () => {
    const office = await Office.open();
    await office.deal('D-1');
    const ivanova = office.person('ivanova');
    expect(await office.bot.links.of('ivanova')).toEqual({ state: 'none' });
    const { url, code } = await office.bot.links.invite('ivanova');
    expect(url).toBe(`https://t.me/deal_bot?start=${code}`);
    ivanova.followLink(url);
    await ivanova.waitFor('go back to the CRM');
    const account = { id: ivanova.id, name: 'Ivanova' };
    expect(await office.bot.links.of('ivanova')).toEqual({ state: 'pending', account });
    expect(await office.bot.links.confirm('ivanova')).toBe(true);
    await ivanova.waitFor('Hello, Ivanova!');
    const list = await ivanova.waitFor('All tasks');
    expect(list.text).toContain('1. Send the offer');
    expect(await office.bot.links.of('ivanova')).toEqual({ state: 'linked', account });
  });

  it('says so where there are no tasks, in the language of the person', async () => {
    const office = await Office.open();
    const sidorov = await office.linked('sidorov');
    await sidorov.waitFor('Открытых задач у вас нет.');
  });

  it('sends nothing about tasks before the confirmation', async () => {
    const office = await Office.open();
    const ivanova = office.person('ivanova');
    ivanova.followLink((await office.bot.links.invite('ivanova')).url);
    await ivanova.waitFor('go back to the CRM');
    await office.deal('D-1');
    await quiet(office);
    expect(botMessages(ivanova)).toHaveLength(1);
  });

  it('confirms nothing where no account waits', async () => {
    const office = await Office.open();
    expect(await office.bot.links.confirm('ivanova')).toBe(false);
  });

  it('gives a code that lives 15 minutes', async () => {
    const office = await Office.open();
    const before = Date.now();
    const { expiresAt } = await office.bot.links.invite('ivanova');
    expect(expiresAt - before).toBeGreaterThanOrEqual(15 * MINUTE);
    expect(expiresAt - before).toBeLessThan(16 * MINUTE);
  });

  it('gives no codes to unknown or inactive people', async () => {
    const office = await Office.open();
    await expect(office.bot.links.invite('nobody')).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
    await expect(office.bot.links.invite('former')).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
  });

  it('keeps no code that could be read from the records', async () => {
    const office = await Office.open();
    const { code } = await office.bot.links.invite('ivanova');
    const kept = await Promise.all(
      ['telegram.invite', 'telegram.code'].map((collection) =>
        office.storage.records.list(collection, { limit: 10 }, { tenant: 'default' }),
      ),
    );
    expect(kept.flat()).toHaveLength(2);
    expect(JSON.stringify(kept)).not.toContain(code);
  });
});

describe('codes that link nothing', () => {
  it('says that a code is not known', async () => {
    const office = await Office.open();
    const ivanova = office.person('ivanova');
    ivanova.start('no-such-code');
    await ivanova.waitFor('Такого кода нет');
  });

  it('says that a code was used', async () => {
    const office = await Office.open({ bot: { locale: 'en' } });
    const { url } = await office.bot.links.invite('ivanova');
    const ivanova = office.person('ivanova');
    ivanova.followLink(url);
    await ivanova.waitFor('go back to the CRM');
    const thief = office.person('thief');
    thief.followLink(url);
    await thief.waitFor('has been used already');
    expect((await office.bot.links.of('ivanova')).account?.id).toBe(ivanova.id);
  });

  it('says that a code has expired', async () => {
    const office = await Office.open({ bot: { locale: 'en' } });
    const { url } = await office.bot.links.invite('ivanova');
    office.realTimePasses(15 * MINUTE);
    const ivanova = office.person('ivanova');
    ivanova.followLink(url);
    await ivanova.waitFor('has expired');
    expect(await office.bot.links.of('ivanova')).toEqual({ state: 'none' });
  });

  it('says that the account belongs to somebody else', async () => {
    const office = await Office.open({ bot: { locale: 'en' } });
    const ivanova = await office.linked('ivanova');
    ivanova.followLink((await office.bot.links.invite('sidorov')).url);
    await ivanova.waitFor('другому человеку');
    expect(await office.bot.links.of('sidorov')).toEqual({ state: 'none' });
  });

  it('gives an account that waited for two people to the one who confirmed first', async () => {
    const office = await Office.open({ bot: { locale: 'en' } });
    const phone = office.person('phone');
    for (const user of ['ivanova', 'petrov']) {
      phone.followLink((await office.bot.links.invite(user)).url);
      await quiet(office);
      expect((await office.bot.links.of(user)).state).toBe('pending');
    }
    expect(await office.bot.links.confirm('ivanova')).toBe(true);
    expect(await office.bot.links.confirm('petrov')).toBe(false);
    expect(await office.bot.links.of('petrov')).toEqual({ state: 'none' });
    phone.start();
    await phone.waitFor('You are linked as Ivanova');
  });

  it('says that the person is gone from the CRM, or inactive', async () => {
    const office = await Office.open({ bot: { locale: 'en' } });
    const { url } = await office.bot.links.invite('ivanova');
    const [known] = await office.directory.users(['ivanova'], { tenant: 'default' });
    if (!known) throw new Error('expected Ivanova');
    office.directory.putUser({ ...known, active: false });
    const ivanova = office.person('ivanova');
    ivanova.followLink(url);
    await ivanova.waitFor('switched off');
  });

  it('hears no more codes from an account after ten wrong ones', async () => {
    const office = await Office.open({ bot: { locale: 'en' } });
    const guesser = office.person('guesser');
    for (let i = 0; i < 11; i++) guesser.start(`guess-${i}`);
    await guesser.waitFor('Too many wrong codes');
    const { url } = await office.bot.links.invite('ivanova');
    guesser.followLink(url);
    await quiet(office);
    expect(botMessages(guesser).at(-1)?.text).toContain('Too many wrong codes');
  });
});

describe('what a person may write', () => {
  it('is told how to link without a link', async () => {
    const office = await Office.open({ bot: { locale: 'en' } });
    const stranger = office.person('stranger');
    stranger.start();
    await stranger.waitFor('open your profile in the CRM');
    stranger.send('/tasks');
    await stranger.waitFor('not linked to the CRM');
    stranger.send('/unlink');
    await quiet(office);
    expect(botMessages(stranger)).toHaveLength(3);
  });

  it('gets help, and who they are', async () => {
    const office = await Office.open();
    const ivanova = await office.linked('ivanova');
    ivanova.send('/help');
    await ivanova.waitFor('/tasks: your open tasks');
    ivanova.start();
    await ivanova.waitFor('You are linked as Ivanova');
    ivanova.send('/HELP@deal_bot');
    ivanova.send('good morning');
    await quiet(office);
    expect(botMessages(ivanova).filter(({ text }) => text.includes('/tasks: your'))).toHaveLength(3);
  });

  it('unlinks, after which nothing comes any more', async () => {
    const office = await Office.open();
    const ivanova = await office.linked('ivanova');
    ivanova.send('/unlink');
    await ivanova.waitFor('this account is unlinked');
    expect(await office.bot.links.of('ivanova')).toEqual({ state: 'none' });
    const before = botMessages(ivanova).length;
    await office.deal('D-1');
    await quiet(office);
    expect(botMessages(ivanova)).toHaveLength(before);
    expect(await office.bot.links.unlink('ivanova')).toBe(false);
  });

  it('moves to another account of the same person', async () => {
    const office = await Office.open();
    const first = await office.linked('ivanova');
    const second = office.telegram.person({ firstName: 'Anna', lastName: 'Ivanova' });
    second.followLink((await office.bot.links.invite('ivanova')).url);
    await second.waitFor('go back to the CRM');
    expect((await office.bot.links.of('ivanova')).state).toBe('pending');
    first.send('/help');
    await first.waitFor('/tasks: your open tasks');
    await office.bot.links.confirm('ivanova');
    await second.waitFor('Hello, Ivanova!');
    first.send('/tasks');
    await first.waitFor('не привязана');
    expect((await office.bot.links.of('ivanova')).account).toEqual({ id: second.id, name: 'Anna Ivanova' });
  });

  it('answers commands in a group with one sentence and nothing of the CRM', async () => {
    const office = await Office.open({ bot: { locale: 'en' } });
    const ivanova = await office.linked('ivanova');
    const group = office.telegram.group({ title: 'Sales', members: [ivanova] });
    ivanova.send('/tasks', { in: group });
    await ivanova.waitFor('Write to me in a private chat', { in: group });
  });
});
