import type { NodeKind } from '@dealroute/core';
import type { Plan } from '../plan/plan.js';
import type { Sheet } from '../plan/sheet.js';
import { type Element, element, way, words } from '../svg/element.js';
import { LABEL } from '../text/type-styles.js';
import { type TextBlock, wrapText } from '../text/wrap-text.js';
import type { Theme } from '../theme.js';
import { drawBadge } from './badge.js';
import { flowLook } from './draw-flow.js';
import { drawText } from './draw-text.js';
import { drawSign, KIND_SIGNS } from './signs.js';

const ROW = 24;
const SAMPLE = 26;
const GAP = 16;
const MOST_LINES = 2;

/** What a sign means. */
interface Entry {
  readonly text: string;
  readonly draw: (x: number, y: number) => readonly Element[];
}

export interface Legend {
  readonly parts: readonly Element[];
  readonly height: number;
}

/** Explains the colours, lines and signs that the picture uses, in rows of a width. */
export function drawLegend(sheet: Sheet, plan: Plan, width: number): Legend {
  const groups = [stageEntries(sheet, plan), [...lineEntries(sheet, plan), ...kindEntries(sheet)]];
  const parts: Element[] = [];
  let y = 0;
  for (const entries of groups.filter((group) => group.length > 0)) {
    let x = 0;
    let tall = ROW;
    for (const { text, draw } of entries) {
      const block = wrapText(text, LABEL, { width: width - SAMPLE, lines: MOST_LINES });
      if (x > 0 && x + SAMPLE + block.width > width) [x, y, tall] = [0, y + tall, ROW];
      tall = Math.max(tall, block.height + 8);
      parts.push(...draw(x, y + ROW / 2), ...entryText(block, x, y, sheet.theme));
      x += SAMPLE + block.width + GAP;
    }
    y += tall;
  }
  return { parts, height: y };
}

const entryText = (block: TextBlock, x: number, y: number, theme: Theme): readonly Element[] =>
  drawText(block, x + SAMPLE, y + (ROW - LABEL.lineHeight) / 2, { color: theme.muted });

const stageEntries = ({ theme }: Sheet, { stages }: Plan): Entry[] =>
  stages.map(({ number, title, tint }) => ({
    text: title,
    draw: (x, y) => [
      element('rect', { x, y: y - 9, width: 18, height: 18, rx: 4, fill: tint.strong }),
      element(
        'text',
        {
          ...{ x: x + 9, y: y + 4.3, fill: theme.onStrong },
          'font-size': 12,
          'font-weight': 700,
          'text-anchor': 'middle',
        },
        words(String(number)),
      ),
    ],
  }));

function lineEntries(sheet: Sheet, { nodes, flows }: Plan): Entry[] {
  const { theme, words: texts } = sheet;
  const line = (look: Parameters<typeof flowLook>[0]): Entry['draw'] => {
    const { color, width } = flowLook(look, theme);
    return (x, y) => [element('path', { d: way`M${x} ${y}h20`, stroke: color, 'stroke-width': width })];
  };
  const has = (mark: string) => nodes.some((node) => node.mark === mark);
  const badges = (['current', 'done', 'withdrawn'] as const).filter(has);
  const isLeading = flows.some(({ leading }) => leading);
  const isTaken = flows.some(({ taken }) => taken);
  const isFaulty = flows.some(({ faulty }) => faulty) || nodes.some(({ faulty }) => faulty);
  const none = { faulty: false, taken: false, leading: false };
  return [
    ...(isLeading ? [{ text: texts.leading, draw: line({ ...none, leading: true }) }] : []),
    ...(isTaken ? [{ text: texts.taken, draw: line({ ...none, taken: true }) }] : []),
    ...badges.map((mark) => ({
      text: texts[mark],
      draw: (x: number, y: number) => drawBadge(mark, x + 9, y, theme),
    })),
    ...(isFaulty ? [{ text: texts.finding, draw: line({ ...none, faulty: true }) }] : []),
  ];
}

/** Kinds whose signs say little to those who do not draw maps. */
const EXPLAINED = [
  'userTask',
  'serviceTask',
  'call',
  'timer',
  'decision',
  'split',
  'join',
] as const satisfies NodeKind[];

function kindEntries({ map, theme, words: texts }: Sheet): Entry[] {
  const used = new Set(map.nodes.map(({ kind }) => kind));
  return EXPLAINED.filter((kind) => used.has(kind)).map((kind) => ({
    text: texts.kinds[kind],
    draw: (x, y) => drawSample(kind, x + 9, y, theme),
  }));
}

function drawSample(
  kind: (typeof EXPLAINED)[number],
  x: number,
  y: number,
  theme: Theme,
): readonly Element[] {
  const { strong } = theme.plain;
  const outline = { fill: 'none', stroke: strong, 'stroke-width': 1.3 };
  const isDiamond = kind === 'decision' || kind === 'split' || kind === 'join';
  const sign = drawSign(KIND_SIGNS[kind], x, y, {
    color: strong,
    size: isDiamond ? 9 : 14,
    line: isDiamond ? 2.4 : 1.6,
  });
  if (isDiamond)
    return [element('path', { d: way`M${x} ${y - 10}l10 10l-10 10l-10 -10z`, ...outline }), sign];
  return kind === 'timer' ? [element('circle', { cx: x, cy: y, r: 9, ...outline }), sign] : [sign];
}
