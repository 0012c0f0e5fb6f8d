import { type Locale, labelText, type Pipeline, type RouteMap } from '@dealroute/core';
import type { Theme, Tint } from '../theme.js';
import { nodeOrder } from './node-order.js';

/** How a stage is shown: a number and a colour, explained in the legend. */
export interface StageMark {
  readonly key: string;
  readonly number: number;
  readonly title: string;
  readonly tint: Tint;
}

/** The stages that nodes of a map name, in the order of its pipeline; unknown ones after them. */
export function stageMarks(
  map: RouteMap,
  pipeline: Pipeline | undefined,
  { locale, theme }: { readonly locale: Locale; readonly theme: Theme },
): ReadonlyMap<string, StageMark> {
  const named = new Set(nodeOrder(map).flatMap(({ stage }) => (stage === undefined ? [] : [stage])));
  const known = (pipeline?.stages ?? []).filter(({ key }) => named.has(key));
  const unknown = [...named].filter((key) => !known.some((stage) => stage.key === key));
  const stages = [...known, ...unknown.map((key) => ({ key, title: key, kind: 'open' as const }))];
  const open = stages.filter(({ kind }) => kind === 'open');
  return new Map(
    stages.map((stage, n) => {
      const place = open.indexOf(stage) % theme.open.length;
      const tint = stage.kind === 'open' ? (theme.open[place] ?? theme.plain) : theme[stage.kind];
      return [stage.key, { key: stage.key, number: n + 1, title: labelText(stage.title, locale), tint }];
    }),
  );
}
