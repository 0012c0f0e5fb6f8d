import { labelText, type RouteMap } from '@dealroute/core';
import type { RenderOptions } from './options.js';
import { nodeOrder } from './plan/node-order.js';
import { processMarks } from './plan/process-marks.js';
import { statusText } from './status-text.js';
import { momentTeller } from './texts/time-words.js';
import { WORDS } from './texts/words.js';

/**
 * What a picture of a map shows, in one or two sentences: the alternative for those who cannot see it, and a caption
 * for a messenger. Throws SdkError `REQUEST_INVALID` for an unknown time zone.
 */
export function describeMap(map: RouteMap, options: RenderOptions): string {
  const { locale, process, timeZone } = options;
  const words = WORDS[locale];
  const head = `${words.map}: ${labelText(map.title, locale)}.`;
  const status = statusText(map, options).replace(/\.?$/, '.');
  if (!process) return status === '.' ? head : `${head} ${status}`;
  const { nodes, due } = processMarks(process);
  const moment = momentTeller(locale, timeZone);
  const current = nodeOrder(map).filter(({ id, kind }) => kind !== 'join' && nodes.get(id) === 'current');
  const named = current.map((node) => {
    const title = node.title === undefined ? words.kinds[node.kind] : labelText(node.title, locale);
    const until = due.get(node.id);
    return until === undefined ? title : `${title} (${words.due(moment(until))})`;
  });
  const now = named.length > 0 ? ` ${words.current}: ${named.join('; ')}.` : '';
  return `${head} ${status}${now}`;
}
