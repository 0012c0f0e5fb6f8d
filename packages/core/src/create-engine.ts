import type { Engine } from './application/engine.js';
import type { RetentionPolicy } from './application/retention/retention-policy.js';
import { type Keeping, Runtime } from './application/runtime.js';
import { DEFAULT_TENANT } from './application/scope.js';
import { scopedEngine } from './application/scoped-engine.js';
import type { Tuned, Tuning } from './application/tuning.js';
import { checkArchive, readKeep, readTuning, unknownOptions } from './composition/check-options.js';
import { compose, type HostContainer } from './composition/compose.js';
import { defaultAdapters } from './composition/default-adapters.js';
import { PORTS, type Ports } from './composition/ports.js';
import type { Plugin } from './plugin/plugin.js';

/** What a host gives to its engine. Everything has a default: an engine without options runs in memory. */
export interface EngineOptions extends Partial<Ports> {
  readonly plugins?: readonly Plugin[];
  /** The host's own Inversify container; what it binds to our ports counts as given. */
  readonly container?: HostContainer;
  readonly tuning?: Tuning;
  /**
   * How long things are kept after they are over: the background removes them then. False: everything for ever. What is
   * left out is kept as long as {@link RetentionPolicy} says.
   */
  readonly keep?: RetentionPolicy | false;
  /** False: no deliveries, timers or retries by themselves; call `settle()`. True when left out. */
  readonly background?: boolean;
}

/**
 * Composes and starts an engine. All problems of a composition come out in one `COMPOSITION_INVALID` before anything
 * runs; when a plugin cannot start, those that did are stopped and its error is thrown.
 */
export async function createEngine(options: EngineOptions = {}): Promise<Engine> {
  const { plugins = [], container, tuning = {}, keep = {}, background = true, ...given } = options;
  const all = [adaptersGiven(given), ...plugins];
  const { tuned, problems } = readTuning(tuning);
  const { keeping, problems: unkept } = readKeep(keep);
  const composition = compose({
    plugins: all,
    defaults: defaultAdapters(),
    container,
    wanted: Object.values(PORTS),
    problems: [...unknownOptions(given), ...problems, ...unkept],
  });
  const ports = Object.fromEntries(
    Object.entries(PORTS).map(([role, port]) => [role, composition.resolve<unknown>(port)]),
  ) as unknown as Ports;
  const kept = checkArchive(keeping as Keeping, ports.archive);
  const runtime = new Runtime(ports, tuned as Tuned, kept);
  const started: Plugin[] = [];
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= stopAll(runtime, started);
    return stopping;
  };
  const engine = scopedEngine(runtime, { tenant: DEFAULT_TENANT, source: 'api' }, stop);
  try {
    for (const plugin of all) {
      started.unshift(plugin);
      await plugin.start?.({ engine, logger: ports.logger, resolve: composition.resolve });
    }
  } catch (error) {
    await stop().catch((also: unknown) =>
      ports.logger.error('Stopping after a failed start failed too.', { error: also }),
    );
    throw error;
  }
  if (background) {
    runtime.background.start();
    runtime.retention.start();
  }
  return engine;
}

/** Adapters that are given as options count like those of a plugin. */
function adaptersGiven(given: Partial<Ports>): Plugin {
  return {
    name: 'options',
    apiVersion: 1,
    provide: (registry) => {
      for (const role of Object.keys(PORTS) as (keyof Ports)[]) {
        if (given[role] !== undefined) registry.bind<unknown>(PORTS[role], given[role]);
      }
    },
  };
}

/** Stops work, then plugins in reverse order; every one is stopped, and the first error is thrown at the end. */
async function stopAll(runtime: Runtime, started: readonly Plugin[]): Promise<void> {
  const errors: unknown[] = [];
  const attempt = async (work: () => void | Promise<void>) => {
    try {
      await work();
    } catch (error) {
      errors.push(error);
    }
  };
  await attempt(() => runtime.stop());
  for (const plugin of started) await attempt(() => plugin.stop?.());
  if (errors.length > 0) throw errors[0];
}
