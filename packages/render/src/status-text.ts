import { diagnosticText, type RouteMap } from '@dealroute/core';
import type { RenderOptions } from './options.js';
import { WORDS } from './texts/words.js';

/** What stands below the title: what a finding says, else how the process stands. Empty for a bare map. */
export function statusText(map: RouteMap, { locale, process, finding }: RenderOptions): string {
  const words = WORDS[locale];
  // The font of the pictures has no arrows.
  if (finding) return diagnosticText(finding, locale).replaceAll('→', '›');
  if (!process) return map.nodes.length === 0 ? words.empty : '';
  const { status, outcome, suspendedAt } = process.state;
  if (status === 'ended') return words.ended[outcome ?? 'failure'];
  return suspendedAt === null ? words.running : words.suspended;
}
