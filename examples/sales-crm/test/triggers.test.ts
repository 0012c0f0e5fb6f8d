import { expect, test } from 'vitest';
import { startTestCrm } from './support/test-crm.js';
import { Visitor } from './support/visitor.js';

const NEW_TRIGGER = {
  key: 'large',
  event: 'dealChanged',
  name: '',
  map: 'shipment',
  condition: '',
  signal: '',
};

test('the admin reads the triggers in words, adds one, switches it off and on, and removes it', async () => {
  const crm = await startTestCrm();
  const belova = new Visitor(crm, 'belova');
  const page = await belova.read('/triggers');
  expect(page).toContain('When a deal is created: start the process “B2B sale”');
  expect(page).toContain(
    'When a deal\'s data change, if deal.fields.shipment == "ordered": start the process',
  );
  expect(await belova.press('/triggers', { ...NEW_TRIGGER, event: 'custom' })).toMatchObject({ status: 400 });
  expect(await belova.press('/triggers', { ...NEW_TRIGGER, condition: 'deal.fields.' })).toMatchObject({
    text: 'The condition is wrong. An example: deal.fields.amount > 100000',
  });
  const custom = { ...NEW_TRIGGER, event: 'custom', name: 'payment', map: 'b2b-sale', signal: 'paid' };
  expect(await belova.press('/triggers', custom)).toMatchObject({ ok: true });
  expect(await belova.read('/triggers')).toContain(
    'When an event of the CRM “payment”: signal “paid” to the process “B2B sale”',
  );
  expect(await belova.press('/triggers', NEW_TRIGGER)).toMatchObject({
    text: 'There is a trigger with this key. Choose another key.',
  });
  expect(await belova.press('/triggers/large/pause')).toMatchObject({ ok: true });
  expect(await belova.read('/triggers')).toContain('large off');
  expect(await belova.press('/triggers/large/go-on')).toMatchObject({ ok: true });
  expect(await belova.read('/triggers')).not.toContain('large off');
  expect(await belova.press('/triggers/large/remove')).toMatchObject({ ok: true });
  expect(await belova.press('/triggers/large/pause')).toMatchObject({ status: 404 });
  expect(await crm.engine.triggers()).toHaveLength(2);
});

test('others neither see the triggers nor change them', async () => {
  const crm = await startTestCrm();
  const ivanova = new Visitor(crm);
  for (const path of ['/triggers', '/adoption?map=b2b-sale&node=offer']) {
    const page = await ivanova.read(path);
    expect(page).toContain('This page is for the administrator.');
    expect(page).not.toContain('Adopt deals My');
  }
  expect(await ivanova.read('/')).not.toContain('Triggers');
  const denied = { text: 'You are not permitted to do this.' };
  expect(await ivanova.press('/triggers', NEW_TRIGGER)).toMatchObject(denied);
  expect(await ivanova.press('/triggers/new-deals/remove')).toMatchObject(denied);
  expect(await ivanova.press('/triggers/new-deals/pause')).toMatchObject(denied);
  const choice = { map: 'b2b-sale', node: 'offer', key: 'k' };
  expect(await ivanova.press('/adoption', choice)).toMatchObject(denied);
});

test('the admin sees what an adoption would do, adopts the free deals, and the journal tells of it', async () => {
  const crm = await startTestCrm();
  const belova = new Visitor(crm, 'belova');
  const governed = async () => {
    const { items } = await crm.engine.processes({ kind: 'governing', status: 'running' }, { limit: 100 });
    return new Set(items.map(({ deal }) => deal));
  };
  const before = await governed();
  const query = '?map=b2b-sale&node=&stage.new=qualify&stage.negotiation=negotiate';
  const page = await belova.read(`/adoption${query}`);
  expect(page).toContain('Ventilation for the old building begins at “Discuss the offer”, the stage stays');
  expect(page).toContain('A process already runs on this deal.');
  const [, can = '0'] = /Can be adopted: (\d+)/.exec(page) ?? [];
  expect(can).toBe('1');
  expect(await belova.read('/adoption?map=b2b-sale&node=offer')).toContain(
    'begins at “Prepare the offer”, stage: Negotiation → Offer',
  );
  expect(await belova.read('/adoption?map=b2b-sale&node=&stage.new=qualify')).toContain(
    'No node was chosen for deals of the stage “Negotiation”.',
  );
  expect(await governed()).toEqual(before);
  expect(await belova.read('/adoption?map=b2b-sale&node=won')).toContain(
    'A deal cannot be adopted at an end',
  );
  expect(await belova.read('/adoption?map=b2b-sale&node=')).toContain(
    'Choose a node for one stage at least.',
  );

  const choice = { ...Object.fromEntries(new URLSearchParams(query)), key: 'k' };
  const pressed = await belova.press('/adoption', choice);
  expect(pressed.text).toMatch(new RegExp(`^Adopted: ${can}\\. Not adopted: \\d+\\. Failed: 0\\.$`));
  expect((await belova.press('/adoption', choice)).text).toEqual(pressed.text);
  const [adopted = ''] = [...(await governed())].filter((deal) => !before.has(deal));
  expect((await governed()).size - before.size).toBe(Number(can));
  expect(await belova.read(`/deals/${adopted}`)).toContain('Adopted by the process “B2B sale” at “');
  expect(await belova.press('/adoption', { map: 'b2b-sale', node: '', key: 'k' })).toMatchObject({
    status: 400,
  });
});
