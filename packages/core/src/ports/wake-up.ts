import { port } from './port.js';

/**
 * Tells the nodes of one database that work was left for them, so that none of them finds it only at its next look. An
 * announcement may get lost; then the work is found a little later.
 */
export interface WakeUp {
  /** Says that work was committed, to this node and all others. Returns at once and never throws. */
  announce(): void;
  /**
   * Calls `wake` when any node announces work, and when announcements may have been missed. `wake` never throws. What it
   * gives ends it, and resolves when nothing more is held open.
   */
  subscribe(wake: () => void): () => Promise<void>;
}

export const WAKE_UP = port<WakeUp>('WakeUp');
