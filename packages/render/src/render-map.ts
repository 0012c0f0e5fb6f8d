import type { RouteMap } from '@dealroute/core';
import { describeMap } from './describe-map.js';
import { drawMap } from './draw/draw-map.js';
import { layOut } from './layout/lay-out.js';
import type { RenderOptions } from './options.js';
import { planMap } from './plan/plan-map.js';
import { sheetOf } from './plan/sheet.js';
import { statusText } from './status-text.js';

/**
 * Draws a map as SVG: a text that stands for itself, with no scripts, styles or links in it. The same map with the same
 * options gives the same text. A map that is drawn wrong has a picture too. Throws SdkError `REQUEST_INVALID` for an
 * unknown time zone.
 */
export async function renderMap(map: RouteMap, options: RenderOptions): Promise<string> {
  const sheet = sheetOf(map, options);
  const plan = planMap(sheet);
  const layout = await layOut(plan);
  return drawMap(sheet, plan, layout, { alt: describeMap(map, options), status: statusText(map, options) });
}
