import { expect, it } from 'vitest';
import { errand, sale } from '../../maps.js';
import { accepted, activate, begin, codeOf, openIncidents, World } from '../../world.js';

async function selling() {
  const world = new World();
  const engine = await world.engine();
  await activate(engine, sale(), errand());
  return { world, engine, ...(await begin(engine, 'sale', world.deal())) };
}

it('a deal stands for its governing process, not for the independent ones beside it', async () => {
  const { engine, process } = await selling();
  const beside = await begin(engine, 'errand');
  const wish = { deal: 'D-1', lossReason: 'price', actor: 'ivanova' };
  expect(accepted(await engine.terminateEarly(wish)).process).toBe(process);
  expect((await engine.process(beside.process))?.status).toBe('running');
  expect(await engine.terminateEarly(wish)).toEqual({
    ok: false,
    rejection: { code: 'DEAL_NOT_GOVERNED', deal: 'D-1' },
  });
});

it('another tenant has no process on the deal', async () => {
  const { engine } = await selling();
  const wish = { deal: 'D-1', lossReason: 'price', actor: null };
  expect(codeOf(await engine.for('other').terminateEarly(wish))).toBe('DEAL_NOT_GOVERNED');
});

it.each([{}, { deal: 'D-1', process: 'P' }])('either a process or a deal is named, not %j', async (named) => {
  const { engine } = await selling();
  const wish = { ...named, lossReason: 'price', actor: null };
  await expect(engine.terminateEarly(wish)).rejects.toMatchObject({ code: 'REQUEST_INVALID' });
});

it('a task for which a resolver names only inactive people is nobody’s, and an admin is told', async () => {
  const world = new World();
  const engine = await world.engine({
    assignees: {
      rules: ['responsible'],
      resolve: async () => ({ people: ['former'], explanation: { rule: 'responsible' } }),
    },
  });
  await activate(engine, errand());
  const { task } = await begin(engine, 'errand', world.deal());
  expect(await engine.task(task)).toMatchObject({
    assignee: null,
    assignment: { passedOver: [{ user: 'former', reason: 'inactive' }], nobody: 'allPassedOver' },
  });
  expect(await openIncidents(engine)).toEqual([['unassigned', 1]]);
});

it('a resolver may name people whom the directory does not know', async () => {
  const world = new World();
  const engine = await world.engine({
    assignees: {
      rules: ['responsible'],
      resolve: async () => ({ people: ['contractor'], explanation: { rule: 'responsible' } }),
    },
  });
  await activate(engine, errand());
  const { task } = await begin(engine, 'errand', world.deal());
  expect((await engine.task(task))?.assignee).toBe('contractor');
});
