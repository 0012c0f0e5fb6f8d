import type { RouteMap } from '@dealroute/domain';
import { z } from 'zod';
import { MAP_LIMITS } from './limits.js';
import { description, hostKey, id, jsonObject, label, list, node } from './node-schema.js';

const flow = z
  .strictObject({
    id,
    from: id,
    to: id,
    title: label.exactOptional(),
    result: id.exactOptional().describe('From a userTask: the result that leads this way.'),
    outcome: z
      .enum(['success', 'failure'])
      .exactOptional()
      .describe('From a call: the outcome that leads this way.'),
    condition: z
      .string()
      .max(MAP_LIMITS.condition)
      .exactOptional()
      .describe('From a decision: taken when this holds, as in deal.fields.amount > 1000.'),
    default: z.literal(true).exactOptional().describe('From a decision: taken when no condition holds.'),
    leading: z
      .literal(true)
      .exactOptional()
      .describe('From a split of a governing map: the branch that moves the stage.'),
  })
  .meta({ id: 'Flow' });

/** The form of a map: types, known keys and limits. What a map means is checked by `validateMap`. */
export const mapSchema = z.strictObject({
  key: id,
  kind: z.enum(['governing', 'independent']),
  title: label,
  description: description.exactOptional(),
  pipeline: hostKey
    .exactOptional()
    .describe("Governing maps: the host's pipeline whose stages the nodes name."),
  variables: jsonObject.exactOptional().describe('Values that variables have when a process starts.'),
  nodes: list(node, MAP_LIMITS.nodes),
  flows: list(flow, MAP_LIMITS.flows),
  lossReasons: list(z.strictObject({ key: id, title: label })).exactOptional(),
  earlyTermination: z
    .strictObject({
      stage: hostKey.exactOptional(),
      by: list(z.enum(['responsible', 'head', 'assignee', 'starter'])).exactOptional(),
      comment: z.literal('required').exactOptional().describe('The person says more than the reason.'),
    })
    .exactOptional(),
  stageBypass: z.enum(['revert', 'incident']).exactOptional(),
});

type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

// Does not compile when the format and the domain's RouteMap part ways, in whichever direction.
true satisfies Same<Frozen<z.output<typeof mapSchema>>, Frozen<RouteMap>>;
