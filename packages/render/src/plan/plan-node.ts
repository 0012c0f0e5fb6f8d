import { type Instant, labelText, type MapNode } from '@dealroute/core';
import { NOTE, TITLE } from '../text/type-styles.js';
import { wrapText } from '../text/wrap-text.js';
import { limitWords, waitWords } from '../texts/time-words.js';
import type { PlannedNode, Shape, TextPlace } from './plan.js';
import type { Sheet } from './sheet.js';
import {
  BAR_WIDTH,
  BOX_MIN_HEIGHT,
  BOX_MIN_WIDTH,
  BOX_PADDING,
  BOX_TEXT,
  CIRCLE,
  DIAMOND,
  OUTSIDE_TEXT,
} from './sizes.js';

const MOST_LINES = 6;
const MOST_NOTE_LINES = 3;

const SHAPES: Readonly<Record<MapNode['kind'], readonly [Shape, TextPlace]>> = {
  start: ['circle', 'above'],
  userTask: ['box', 'inside'],
  serviceTask: ['box', 'inside'],
  decision: ['diamond', 'right'],
  split: ['diamond', 'right'],
  join: ['diamond', 'right'],
  call: ['box', 'inside'],
  timer: ['circle', 'right'],
  end: ['circle', 'below'],
};

/** Plans a node of the map: its texts in lines, its size, and what became of it. */
export function planNode(sheet: Sheet, node: MapNode, id: string): PlannedNode {
  const [shape, place] = SHAPES[node.kind];
  const { process, finding } = sheet;
  const due = process?.due.get(node.id);
  const overdue = due !== undefined && sheet.at !== undefined && due < sheet.at;
  const [title, note] = [titleWords(sheet, node), noteWords(sheet, node, due, overdue)];
  const texts = wrapTexts(title, note, place);
  const mark = process ? (process.nodes.get(node.id) ?? 'ahead') : undefined;
  const stage = node.stage === undefined ? undefined : sheet.stages.get(node.stage);
  return {
    ...{ id, node, shape, place, mark, stage },
    ...sizeOf(shape, texts),
    ...texts,
    noteTone: due === undefined ? 'plain' : overdue ? 'overdue' : 'due',
    faulty: finding.nodes.has(node.id),
    tooltip: tooltipOf(sheet, { node, title, note, stage: stage?.title, mark }),
  };
}

/** Stands for a node that a flow names and the map does not have. */
export function planMissing(sheet: Sheet, name: string, id: string): PlannedNode {
  const texts = wrapTexts(name, sheet.words.missing, 'inside');
  return {
    ...{ id, node: undefined, shape: 'box', place: 'inside', stage: undefined, mark: undefined },
    ...sizeOf('box', texts),
    ...texts,
    noteTone: 'plain',
    faulty: true,
    tooltip: `${name}: ${sheet.words.missing}`,
  };
}

type Texts = Pick<PlannedNode, 'title' | 'note'>;

function wrapTexts(title: string, note: string, place: TextPlace): Texts {
  const limits = place === 'inside' ? BOX_TEXT : OUTSIDE_TEXT;
  return {
    title: wrapText(title, TITLE, { ...limits, lines: MOST_LINES }),
    note: wrapText(note, NOTE, { ...limits, lines: MOST_NOTE_LINES }),
  };
}

function sizeOf(shape: Shape, { title, note }: Texts): Pick<PlannedNode, 'width' | 'height'> {
  if (shape === 'circle') return { width: CIRCLE, height: CIRCLE };
  if (shape === 'diamond') return { width: DIAMOND, height: DIAMOND };
  return {
    width: Math.max(BOX_MIN_WIDTH, Math.max(title.width, note.width) + BAR_WIDTH + 2 * BOX_PADDING),
    height: Math.max(BOX_MIN_HEIGHT, title.height + note.height + 2 * BOX_PADDING),
  };
}

/** What a node is called: a finding calls one without a title by its id. */
function titleWords({ locale, words, isFinding }: Sheet, node: MapNode): string {
  const title = node.title === undefined ? '' : labelText(node.title, locale).trim();
  if (title !== '') return title;
  if (isFinding) return node.id;
  switch (node.kind) {
    case 'start':
      return words.start;
    case 'serviceTask':
      return node.action;
    case 'call':
      return node.map;
    case 'end':
      return node.outcome ? words.outcomes[node.outcome] : '';
    case 'userTask':
      return node.id;
    default:
      return '';
  }
}

function noteWords(
  { locale, words, moment }: Sheet,
  node: MapNode,
  due: Instant | undefined,
  overdue: boolean,
): string {
  if (due !== undefined) return overdue ? words.overdue(moment(due)) : words.due(moment(due));
  if (node.kind === 'timer') return waitWords(node, locale);
  return node.kind === 'userTask' && node.timeLimit ? limitWords(node.timeLimit, locale) : '';
}

interface Told {
  readonly node: MapNode;
  readonly title: string;
  readonly note: string;
  readonly stage: string | undefined;
  readonly mark: PlannedNode['mark'];
}

/** Everything about a node in words, so that nothing hangs on a colour, a sign, or a text that was cut. */
function tooltipOf({ words }: Sheet, { node, title, note, stage, mark }: Told): string {
  const became = mark === undefined || mark === 'ahead' ? '' : words[mark];
  const outcome = node.kind === 'end' && node.outcome ? words.outcomes[node.outcome] : '';
  const first = [words.kinds[node.kind], title].filter((text) => text !== '').join(': ');
  const rest = [outcome === title ? '' : outcome, stage && `${words.stage}: ${stage}`, note, became];
  return [first, ...rest].filter(Boolean).join('\n');
}
