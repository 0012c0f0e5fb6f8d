import { expect, test } from 'vitest';
import { startTestCrm } from './support/test-crm.js';
import { Visitor } from './support/visitor.js';

test('the board shows deals by stage with their tasks, overdue ones marked', async () => {
  const ivanova = new Visitor(await startTestCrm());
  const board = await ivanova.read('/');
  for (const stage of ['New', 'Qualification', 'Offer', 'Negotiation', 'Contract', 'Payment', 'Won', 'Lost'])
    expect(board).toContain(stage);
  expect(board).toMatch(/Pumping station.*Call and find out the need.*Overdue: 2 days ago/);
  expect(board).toMatch(/Boilers for two workshops Uyut Furniture ₽1,850,000/);
});

test('the board can be narrowed to one responsible person', async () => {
  const ivanova = new Visitor(await startTestCrm());
  const board = await ivanova.read('/?responsible=smirnova');
  expect(board).toContain('Climate control for offices');
  expect(board).not.toContain('Pumping station');
});

test('pages speak the language of the cookie, else of the browser, else of the CRM', async () => {
  const crm = await startTestCrm();
  const visitor = new Visitor(crm);
  expect(await visitor.read('/maps')).toContain('Route maps');
  await visitor.press('/language', { language: 'ru' });
  expect(await visitor.read('/maps')).toContain('Карты маршрута');
  const browser = await fetch(`${crm.url}/maps`, { headers: { 'accept-language': 'de, en;q=0.8' } });
  expect(await browser.text()).toContain('<html lang="en">');
  const plain = await fetch(`${crm.url}/maps`);
  expect(await plain.text()).toContain('<html lang="ru">');
});

test('one can be somebody else', async () => {
  const visitor = new Visitor(await startTestCrm());
  await visitor.press('/me', { person: 'zaitseva' });
  expect(await visitor.read('/tasks')).toContain('Check the contract');
  expect(await visitor.press('/me', { person: 'stranger' })).toMatchObject({ ok: false, status: 400 });
});

test("a deal's page explains the deadline, tells who had the task and what happened", async () => {
  const ivanova = new Visitor(await startTestCrm());
  const handed = await ivanova.read('/deals/9');
  expect(handed).toContain('Start');
  expect(handed).toMatch(/Task “Call and find out the need” handed over: Maria Smirnova → Dmitry Petrov/);
  expect(handed).toContain('Дмитрий уже работал с этим клиентом');
  expect(handed).toMatch(/Why this deadline Start .* \+2 working days/);
  const nested = await ivanova.read('/deals/7');
  expect(nested).toContain('called process');
  expect(nested).toContain('Stage: Offer → Negotiation');
});

test('B17: the map of a deal is a picture with the path taken, in the reader’s language', async () => {
  const crm = await startTestCrm();
  const page = await (await new Visitor(crm).open('/deals/9')).text();
  const [, source = '', alt = ''] =
    /<img src="(\/pictures\/processes\/[^"]+)" alt="([^"]+)"/.exec(page) ?? [];
  expect(alt).toContain('Current: Prepare the offer (due');
  const picture = await fetch(crm.url + source, { headers: { 'accept-language': 'ru' } });
  expect(picture.headers.get('content-type')).toContain('image/svg+xml');
  expect(await picture.text()).toContain('Сейчас здесь');
  const maps = await fetch(`${crm.url}/pictures/maps/b2b-sale/1`);
  expect(await maps.text()).toContain('<svg');
  expect((await fetch(`${crm.url}/pictures/maps/none/1`)).status).toBe(404);
  expect((await fetch(`${crm.url}/pictures/processes/none`)).status).toBe(404);
});

test('the journal of a whole sale reads from its start to its end', async () => {
  const page = await new Visitor(await startTestCrm()).read('/deals/2');
  const journal = page.slice(page.indexOf('Journal'));
  const happened = [
    'Stage: Payment → Won',
    'Completed the task “Sign the contract”',
    'Called process “Contract approval”: success',
    'Process “B2B sale” started, version 1',
    'Stage: New → Qualification',
  ];
  const places = happened.map((line) => journal.indexOf(line));
  expect(places, 'the newest first').toEqual([...places].sort((one, other) => one - other));
  expect(places).not.toContain(-1);
  expect(journal).not.toContain('undefined');
});

test('"My tasks" has the overdue ones first, and what one may take', async () => {
  const crm = await startTestCrm();
  const tasks = await new Visitor(crm).read('/tasks');
  expect(tasks.indexOf('Discuss the offer')).toBeLessThan(tasks.indexOf('Prepare the offer'));
  expect(tasks).toContain('Overdue');
  expect(await new Visitor(crm, 'nikitin').read('/tasks')).toContain('Take');
});

test('the maps say what each node leads to', async () => {
  const maps = await new Visitor(await startTestCrm()).read('/maps');
  expect(maps).toMatch(/B2B sale Governing Active version 1/);
  expect(maps).toContain('Agreed → Contract and preparation');
  expect(maps).toContain('Failure → Contract not approved');
  expect(maps).toMatch(/Prepare the offer Task Offer 2 days/);
});

test('a page that is not there says so, and so does a deal', async () => {
  const visitor = new Visitor(await startTestCrm());
  for (const path of ['/nowhere', '/deals/999', '/deals/x', '/static/secret.txt']) {
    const response = await visitor.open(path);
    expect(response.status, path).toBe(404);
  }
});

test('names that people give are text, never markup', async () => {
  const visitor = new Visitor(await startTestCrm());
  const title = '<script>alert("x")</script>';
  const { go = '' } = await visitor.press('/deals', {
    title,
    client: '1',
    amount: '5',
    responsible: 'ivanova',
  });
  const html = await (await visitor.open(go)).text();
  expect(html).not.toContain('<script>alert');
  expect(html).toContain('&lt;script&gt;');
});

test('other sites can neither read the pages nor send forms', async () => {
  const crm = await startTestCrm();
  const visitor = new Visitor(crm);
  const sent = await visitor.send('/clock', { by: 'day' }, { origin: 'http://evil.example' });
  expect(sent.status).toBe(403);
  const { status } = await fetch(`${crm.url}/clock`, { method: 'POST', headers: { origin: 'null' } });
  expect(status).toBe(403);
  const page = await visitor.open('/');
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
});
