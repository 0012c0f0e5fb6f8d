import type { AdoptDealsRequest } from '@dealroute/core';
import { z } from 'zod';
import type { Reader } from './reader.js';

/** What is chosen on the page: a node for all deals, or `stage.<key>` with a node for each stage. */
export const choiceForm = z
  .object({ map: z.string().min(1).max(64), node: z.string().max(64).default(''), key: z.string().max(64) })
  .catchall(z.string().max(64));

export type Choice = z.output<typeof choiceForm>;

/** The engine's request for a choice; undefined where nothing is chosen. */
export function requestFor(choice: Choice, { me }: Reader): Omit<AdoptDealsRequest, 'dryRun'> | undefined {
  const { map, node, key } = choice;
  const byStage = Object.fromEntries(
    Object.entries(choice).flatMap(([name, value]) =>
      name.startsWith('stage.') && value !== '' ? [[name.slice('stage.'.length), value]] : [],
    ),
  );
  if (node !== '') return { map, node, key, actor: me.id };
  return Object.keys(byStage).length > 0 ? { map, byStage, key, actor: me.id } : undefined;
}
