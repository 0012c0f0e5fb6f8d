import {
  type AssigneeRule,
  CONTACT_CHANNELS,
  CONTACT_DIRECTIONS,
  type JsonObject,
  type JsonValue,
} from '@dealroute/domain';
import { z } from 'zod';
import { MAP_LIMITS } from './limits.js';

export const id = z.string().max(MAP_LIMITS.id);
export const hostKey = z.string().max(MAP_LIMITS.hostKey);
export const list = <T extends z.ZodType>(item: T, most: number = MAP_LIMITS.list) =>
  z.array(item).max(most).readonly();

const texts = (longest: number) => z.union([z.string().max(longest), z.record(id, z.string().max(longest))]);
export const label = texts(MAP_LIMITS.title).meta({
  id: 'Label',
  description: 'A text for people: one for every language, or one per locale.',
});
export const description = texts(MAP_LIMITS.description).meta({
  id: 'Description',
  description: 'A longer text for people: one for every language, or one per locale.',
});

// Data is known to be JSON before a schema sees it, so only its size is left to check.
const jsonValue = z
  .unknown()
  .refine((value) => Buffer.byteLength(JSON.stringify(value)) <= MAP_LIMITS.variableBytes, {
    params: { limit: MAP_LIMITS.variableBytes },
  }) as unknown as z.ZodType<JsonValue>;
export const jsonObject: z.ZodType<JsonObject> = z.record(id, jsonValue).meta({ id: 'Values' });

const stage = hostKey
  .exactOptional()
  .describe('The stage that the deal moves to when the process comes here.');
const base = { id, title: label.exactOptional(), stage };

const of = (): z.ZodType<AssigneeRule> => assigneeRule;
const assigneeRule = z
  .discriminatedUnion('rule', [
    z.strictObject({ rule: z.literal('responsible') }),
    z.strictObject({ rule: z.literal('person'), user: hostKey }),
    z.strictObject({ rule: z.literal('field'), field: hostKey }),
    z.strictObject({ rule: z.literal('starter') }),
    z.strictObject({ rule: z.literal('performer'), node: id }),
    z.strictObject({
      rule: z.literal('role'),
      role: hostKey,
      scope: z.strictObject({ field: hostKey }).exactOptional(),
    }),
    z.strictObject({ rule: z.literal('department'), department: hostKey }),
    z.strictObject({ rule: z.literal('headOf'), of: z.lazy(of) }),
    z.strictObject({ rule: z.literal('roundRobin'), among: z.lazy(of) }),
    z.strictObject({ rule: z.literal('leastLoaded'), among: z.lazy(of) }),
    z.strictObject({ rule: z.literal('custom'), name: hostKey, params: jsonObject.exactOptional() }),
  ])
  .meta({ id: 'AssigneeRule', description: 'Who does a task. The responsible of the deal when left out.' });

const count = z.int().min(1);
const combine = z
  .discriminatedUnion('by', [
    z.strictObject({ by: z.literal('first') }),
    z.strictObject({ by: z.literal('majority') }),
    z.strictObject({ by: z.literal('worst') }),
    z.strictObject({ by: z.literal('count'), result: id, atLeast: count, otherwise: id }),
  ])
  .meta({
    id: 'CombineResults',
    description: 'How the results of several people become the one of the node.',
  });

const performers = z
  .discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('one') }),
    z.strictObject({ mode: z.literal('anyOf') }),
    z.strictObject({ mode: z.literal('allOf'), combine }),
    z.strictObject({ mode: z.literal('quorum'), count, combine }),
  ])
  .meta({ id: 'Performers', description: 'How many people do the task. One when left out.' });

const duration = z.string().max(MAP_LIMITS.id).describe('ISO 8601: P2D, PT8H, PT90M.');
const working = z.strictObject({ working: duration }).meta({ id: 'WorkingTime' });
const elapsed = z.strictObject({ elapsed: duration }).meta({ id: 'ElapsedTime' });

const required = z.literal('required').exactOptional();
const result = z.strictObject({
  key: id,
  title: label,
  comment: required,
  lossReason: required,
  confirm: z.boolean().exactOptional(),
});

const checklistStep = z.strictObject({
  key: id,
  title: label,
  optional: z.boolean().exactOptional(),
  evidence: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('comment') }),
      z.strictObject({ kind: z.literal('field'), field: hostKey }),
      z.strictObject({
        kind: z.literal('contact'),
        direction: z.enum(CONTACT_DIRECTIONS).exactOptional(),
        channel: z.enum(CONTACT_CHANNELS).exactOptional(),
      }),
    ])
    .exactOptional()
    .describe('What proves that the step was done. A contact: one with the client since the task began.'),
});

const userTask = z.strictObject({
  ...base,
  kind: z.literal('userTask'),
  title: label,
  description: description.exactOptional(),
  assignee: assigneeRule.exactOptional(),
  performers: performers.exactOptional(),
  timeLimit: z.union([working, elapsed]).exactOptional(),
  results: list(result).exactOptional().describe('From best to worst.'),
  comment: required,
  requiredFields: list(hostKey).exactOptional(),
  checklist: list(checklistStep).exactOptional(),
});

const end = z.strictObject({
  ...base,
  kind: z.literal('end'),
  outcome: z.enum(['success', 'failure']).exactOptional(),
  lossReason: id.exactOptional(),
  remaining: z.enum(['wait', 'withdraw']).exactOptional(),
});

/** A point of the map. */
export const node = z
  .discriminatedUnion('kind', [
    z.strictObject({ ...base, kind: z.literal('start') }),
    userTask,
    z.strictObject({
      ...base,
      kind: z.literal('serviceTask'),
      action: hostKey,
      input: jsonObject.exactOptional(),
    }),
    z.strictObject({ ...base, kind: z.literal('decision') }),
    z.strictObject({ ...base, kind: z.literal('split') }),
    z.strictObject({ ...base, kind: z.literal('join') }),
    z.strictObject({ ...base, kind: z.literal('call'), map: id }),
    z.strictObject({
      ...base,
      kind: z.literal('timer'),
      wait: z.union([working, elapsed, z.strictObject({ untilField: hostKey })]),
      signal: id.exactOptional().describe('A signal of this name ends the wait before its time.'),
    }),
    end,
  ])
  .meta({ id: 'Node' });
