import type { PlannedNode } from '../plan/plan.js';
import type { Theme } from '../theme.js';

/** The colours and lines of a node. */
export interface NodeLook {
  readonly ground: string;
  /** The bar of a box, the sign of a circle or diamond. */
  readonly strong: string;
  readonly outline: string;
  readonly outlineWidth: number;
  readonly dashes: string | undefined;
  readonly text: string;
  readonly note: string;
}

/** How a node looks by its stage, and by what became of it. */
export function nodeLook(planned: PlannedNode, theme: Theme): NodeLook {
  const { node, mark, faulty, noteTone } = planned;
  const outcome = node?.kind === 'end' ? node.outcome : undefined;
  const tint = planned.stage?.tint ?? (outcome ? theme[outcome === 'success' ? 'won' : 'lost'] : theme.plain);
  const plain: NodeLook = {
    ...{ ground: tint.weak, strong: tint.strong, outline: tint.strong, outlineWidth: 1.3, dashes: undefined },
    ...{ text: theme.ink, note: noteTone === 'overdue' ? theme.fault.strong : theme.muted },
  };
  if (faulty) {
    const { strong, weak } = theme.fault;
    return { ...plain, ground: weak, outline: strong, outlineWidth: 2.6, dashes: node ? undefined : '5 4' };
  }
  switch (mark) {
    case 'current':
      return {
        ...plain,
        ...{ ground: theme.current.weak, outline: theme.current.strong, outlineWidth: 3 },
        note: noteTone === 'plain' ? plain.note : noteTone === 'due' ? theme.current.strong : plain.note,
      };
    case 'done':
      return { ...plain, outline: theme.taken, outlineWidth: 2 };
    case 'withdrawn':
      return { ...plain, ground: theme.page, dashes: '4 3', text: theme.muted };
    case 'ahead':
      return { ...plain, ground: theme.page, text: theme.muted, outline: theme.line };
    default:
      return plain;
  }
}
