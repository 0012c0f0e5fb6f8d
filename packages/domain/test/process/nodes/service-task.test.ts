import { expect, it } from 'vitest';
import { end, independent, play, start, task, ways } from '../support.js';

const map = independent(
  [
    start,
    { id: 'invoice', kind: 'serviceTask', action: 'createInvoice', input: { currency: 'EUR' } },
    task('sign'),
    end('done'),
  ],
  ways('start>invoice>sign>done'),
  { variables: { number: '' } },
);

it('asks for the host’s action and waits for its answer', () => {
  const process = play(map);
  expect(process.where).toEqual(['invoice']);
  expect(process.happened('ActionRequested')).toEqual([
    { type: 'ActionRequested', action: 'p.2', visit: 2, name: 'createInvoice', input: { currency: 'EUR' } },
  ]);
});

it('gives an action without input an empty one', () => {
  const bare = independent(
    [start, { id: 'mail', kind: 'serviceTask', action: 'mail' }, end('done')],
    ways('start>mail>done'),
  );
  expect(play(bare).happened('ActionRequested')[0]?.input).toEqual({});
});

it('goes on with the answer, whose output becomes variables', () => {
  const process = play(map);
  process.answer('invoice', { number: 'A-17' });
  expect(process.where).toEqual(['sign']);
  expect(process.state.variables).toEqual({ number: 'A-17' });
  expect(process.completions()).toEqual({ invoice: { by: null, result: null } });
});

it.each([undefined, {}])('sets no variables where the output is %j', (output) => {
  const process = play(map);
  process.answer('invoice', output);
  expect(process.happened('VariablesSet')).toEqual([]);
});

it('takes one answer', () => {
  const process = play(map);
  const action = process.waitOf('invoice');
  process.answer('invoice');
  expect(process.refusal({ type: 'CompleteAction', action })).toEqual({ code: 'ACTION_NOT_WAITING', action });
  expect(process.refusal({ type: 'FailAction', action, reason: 'late' })).toEqual({
    code: 'ACTION_NOT_WAITING',
    action,
  });
});

it.each(['p.1', 'p.3', 'q.2', 'p'])('takes no answer for %s, which is another wait or none', (action) => {
  expect(play(map).refusal({ type: 'CompleteAction', action })).toEqual({
    code: 'ACTION_NOT_WAITING',
    action,
  });
});

it('takes no answer for a node that waits for something else', () => {
  const process = play(map);
  process.answer('invoice');
  const action = process.waitOf('sign');
  expect(process.refusal({ type: 'CompleteAction', action })).toEqual({ code: 'ACTION_NOT_WAITING', action });
});

it('goes on waiting when the action failed, and can still be answered', () => {
  const process = play(map);
  const action = process.waitOf('invoice');
  expect(process.tell({ type: 'FailAction', action, reason: 'out of numbers' })).toEqual([
    { type: 'ActionFailed', action, reason: 'out of numbers' },
  ]);
  expect(process.where).toEqual(['invoice']);
  process.answer('invoice');
  expect(process.where).toEqual(['sign']);
});
