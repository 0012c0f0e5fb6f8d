import { type RouteMap, SdkError } from '@dealroute/core';
import { describeMap } from './describe-map.js';
import { drawMap } from './draw/draw-map.js';
import { layOut } from './layout/lay-out.js';
import type { RenderOptions } from './options.js';
import { planMap } from './plan/plan-map.js';
import { sheetOf } from './plan/sheet.js';
import { statusText } from './status-text.js';

/** Larger maps take seconds to lay out, and nobody can read them. */
const MOST_NODES = 120;
const MOST_FLOWS = 400;

/**
 * Draws a map as SVG: a text that stands for itself, with no scripts, styles or links in it. The same map with the same
 * options gives the same text. A map that is drawn wrong has a picture too. Throws SdkError `REQUEST_INVALID` for an
 * unknown time zone, and for a map of more than 120 nodes or 400 flows.
 */
export async function renderMap(map: RouteMap, options: RenderOptions): Promise<string> {
  checkSize(map);
  const sheet = sheetOf(map, options);
  const plan = planMap(sheet);
  const layout = await layOut(plan);
  return drawMap(sheet, plan, layout, { alt: describeMap(map, options), status: statusText(map, options) });
}

function checkSize({ key, nodes, flows }: RouteMap): void {
  if (nodes.length <= MOST_NODES && flows.length <= MOST_FLOWS) return;
  throw new SdkError(
    'REQUEST_INVALID',
    `The map ${key} cannot be drawn: it has ${nodes.length} nodes and ${flows.length} flows, expected at most ${MOST_NODES} and ${MOST_FLOWS}. Move parts of it into maps that it calls.`,
    { map: key },
  );
}
