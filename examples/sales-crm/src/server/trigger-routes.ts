import { SdkError, type TriggerRequest } from '@dealroute/core';
import { z } from 'zod';
import { triggersPage } from '../pages/triggers.js';
import { type Answer, answerOf, refusedWith } from './answer.js';
import type { Office } from './office.js';
import type { Reader } from './reader.js';
import type { Routes } from './routes.js';

const optional = (most: number) => z.string().trim().max(most);
const triggerForm = z.object({
  key: z.string().trim().min(1).max(64),
  event: z.enum([
    'dealCreated',
    'dealChanged',
    'responsibleChanged',
    'stageChanged',
    'dealWon',
    'dealLost',
    'custom',
  ]),
  name: optional(64),
  map: z.string().min(1).max(64),
  condition: optional(2_000),
  signal: optional(64),
});
const nothing = z.object({});

/** Which events of the CRM start or signal processes: for the admin. */
export function triggerRoutes({ get, post, office }: Routes): void {
  get('/triggers', (reader) => triggersPage(office, reader));
  post('/triggers', triggerForm, (form, _, reader) => add(office, form, reader));
  post('/triggers/:id/pause', nothing, (_, { id }, reader) => switchOver(office, id, true, reader));
  post('/triggers/:id/go-on', nothing, (_, { id }, reader) => switchOver(office, id, false, reader));
  post('/triggers/:id/remove', nothing, async (_, { id }, reader) =>
    answerOf(await office.engine.removeTrigger(id, reader.me.id), reader),
  );
}

async function add(
  { engine }: Office,
  { key, event, name, map, condition, signal }: z.output<typeof triggerForm>,
  reader: Reader,
): Promise<Answer> {
  const { t, me } = reader;
  if (event === 'custom' && name === '') return refusedWith(t.errors.form);
  if ((await engine.triggers()).some((trigger) => trigger.key === key)) return refusedWith(t.triggers.known);
  const rule = {
    ...{ key, map },
    ...(condition !== '' && { condition }),
    ...(signal !== '' && { signal }),
  };
  const request: TriggerRequest = event === 'custom' ? { ...rule, event, name } : { ...rule, event };
  try {
    return answerOf(await engine.putTrigger(request, me.id), reader);
  } catch (error) {
    if (SdkError.is(error) && error.code === 'REQUEST_INVALID') return refusedWith(t.triggers.wrongCondition);
    throw error;
  }
}

/** A trigger that is switched on again counts from then. */
async function switchOver({ engine }: Office, key: string, paused: boolean, reader: Reader): Promise<Answer> {
  const known = (await engine.triggers()).find((trigger) => trigger.key === key);
  if (!known) return refusedWith(reader.t.errors.notFound, 404);
  const { effectiveFrom: _, ...rule } = known;
  return answerOf(await engine.putTrigger({ ...rule, paused }, reader.me.id), reader);
}
