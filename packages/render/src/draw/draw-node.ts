import type { Box, PlacedNode } from '../layout/layout.js';
import type { PlannedNode } from '../plan/plan.js';
import { type Element, element, tooltip } from '../svg/element.js';
import type { Theme } from '../theme.js';
import { drawBadge } from './badge.js';
import { drawText } from './draw-text.js';
import { type NodeLook, nodeLook } from './node-look.js';
import { drawBox, drawCircle, drawDiamond } from './shapes.js';

/** Draws a node: its shape, its sign, its texts, and the badge of what became of it. */
export function drawNode({ planned, box, texts }: PlacedNode, theme: Theme): Element {
  const look = nodeLook(planned, theme);
  const shape = { box: drawBox, circle: drawCircle, diamond: drawDiamond }[planned.shape];
  return element(
    'g',
    {},
    tooltip(planned.tooltip),
    ...shape(planned, box, look, theme),
    ...nodeTexts(planned, texts, look),
    ...badge(planned, box, theme),
  );
}

function nodeTexts({ place, title, note }: PlannedNode, texts: Box, look: NodeLook): readonly Element[] {
  const centered = place === 'above' || place === 'below';
  const x = centered ? texts.x + texts.width / 2 : texts.x;
  const y = texts.y + (texts.height - title.height - note.height) / 2;
  const anchor = centered ? 'middle' : 'start';
  return [
    ...drawText(title, x, y, { color: look.text, anchor }),
    ...drawText(note, x, y + title.height, { color: look.note, anchor }),
  ];
}

/** The mark of what became of a node, at its upper corner where no text is. */
function badge({ mark, place }: PlannedNode, box: Box, theme: Theme): readonly Element[] {
  if (mark === undefined || mark === 'ahead') return [];
  const inset = place === 'inside' ? 2 : 4;
  const x = place === 'right' ? box.x + inset : box.x + box.width - inset;
  return drawBadge(mark, x, box.y + inset, theme);
}
