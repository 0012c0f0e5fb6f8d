import type { World } from '../state/world.js';
import type { BotConnection } from '../updates/bot-connection.js';
import type { Parameters } from '../validation/parameters.js';

/** A call that has passed the checks which all methods have in common. */
export interface MethodCall {
  readonly world: World;
  readonly connection: BotConnection;
  readonly parameters: Parameters;
  /** Fires when the bot hangs up. */
  readonly gone: AbortSignal;
}

/** Performs a call and gives its `result`; throws a Refusal. */
export type Method = (call: MethodCall) => unknown;
