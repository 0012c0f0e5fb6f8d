import type { Engine } from '../application/engine.js';
import type { Logger, Port } from '../ports/index.js';

/** The adapters that a list of ports stands for. */
export type AdaptersOf<P extends readonly Port<unknown>[]> = {
  readonly [I in keyof P]: P[I] extends Port<infer T> ? T : never;
};

export interface BindOptions {
  /** Says that this adapter is meant to replace another plugin's; defaults need no such word. */
  readonly override?: boolean;
}

/** Where a plugin puts its adapters. Two adapters for one port, without an override, are refused before anything runs. */
export interface Registry {
  bind<T>(port: Port<T>, adapter: T, options?: BindOptions): void;
  /** Binds an adapter that needs others; made once, when first needed. */
  bindFrom<T, const P extends readonly Port<unknown>[]>(
    port: Port<T>,
    needs: P,
    make: (...adapters: AdaptersOf<P>) => T,
    options?: BindOptions,
  ): void;
}

/** What a plugin that starts may use. */
export interface PluginContext {
  readonly engine: Engine;
  readonly logger: Logger;
  /** The adapter of a port, whoever bound it. */
  resolve<T>(port: Port<T>): T;
}

/** An extension: fills ports, reacts to events, or drives use cases. */
export interface Plugin {
  /** Unique, such as `storage-knex`. */
  readonly name: string;
  /** The version of this contract; checked before anything runs. */
  readonly apiVersion: 1;
  /** Ports that somebody else must fill. */
  readonly requires?: readonly Port<unknown>[];
  /** Binds ports. No I/O here. */
  provide?(registry: Registry): void;
  /** In the order of the plugins. */
  start?(context: PluginContext): void | Promise<void>;
  /** In reverse order; always called for a plugin whose start was called, even when it failed. */
  stop?(): void | Promise<void>;
}
