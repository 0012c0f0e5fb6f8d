import 'reflect-metadata';
import { Container } from 'inversify';
import { checkPlugins, PLUGIN_API_VERSION } from '../plugin/check-plugins.js';
import type { AdaptersOf, BindOptions, Plugin, Registry } from '../plugin/plugin.js';
import type { Port } from '../ports/index.js';

/** A host's own Inversify container: ports that it binds count as the host's choice. */
export type HostContainer = Container;

type Make = (...adapters: never[]) => unknown;

/** One adapter that somebody wants to bind. */
export interface Binding {
  readonly port: Port<unknown>;
  readonly by: string;
  readonly override: boolean;
  readonly value?: unknown;
  readonly needs?: readonly Port<unknown>[];
  readonly make?: Make;
}

/** The adapters of one engine. */
export interface Composition {
  resolve<T>(port: Port<T>): T;
  isBound(port: Port<unknown>): boolean;
}

export interface Ingredients {
  readonly plugins: readonly Plugin[];
  /** What ports get where nobody binds them. */
  readonly defaults: Plugin;
  readonly container?: HostContainer | undefined;
  /** Ports that must be bound in the end. */
  readonly wanted: readonly Port<unknown>[];
  /** What was found wrong before: it comes out in the same error. */
  readonly problems?: readonly string[];
}

/**
 * Binds every port once: a plugin's adapter, else the host container's, else the default. All that is wrong with the
 * plugins comes out as one error before anything is made.
 */
export function compose(ingredients: Ingredients): Composition {
  const { plugins, defaults, container: parent, wanted, problems = [] } = ingredients;
  const bindings = plugins.flatMap(bindingsOf);
  const inHost = (port: Port<unknown>) => parent?.isBound(port) === true;
  const bound = (some: readonly Binding[], port: Port<unknown>) =>
    some.some((binding) => binding.port === port);
  const fallbacks = bindingsOf(defaults).filter(({ port }) => !bound(bindings, port) && !inHost(port));
  const all = [...bindings, ...fallbacks];
  const known = (port: Port<unknown>) => bound(all, port) || inHost(port);
  checkPlugins({ plugins, bindings: all, known, wanted, inHost, problems });

  const container = new Container({ parent, defaultScope: 'Singleton' });
  for (const binding of winners(all)) bind(container, binding);
  return {
    resolve: <T>(port: Port<T>) => container.get<T>(port),
    isBound: (port) => container.isBound(port),
  };
}

function bindingsOf(plugin: Plugin): Binding[] {
  const bindings: Binding[] = [];
  const registry: Registry = {
    bind: <T>(port: Port<T>, value: T, options?: BindOptions) => {
      bindings.push({ port, by: plugin.name, override: options?.override === true, value });
    },
    bindFrom: <T, const P extends readonly Port<unknown>[]>(
      port: Port<T>,
      needs: P,
      make: (...adapters: AdaptersOf<P>) => T,
      options?: BindOptions,
    ) => {
      bindings.push({
        port,
        by: plugin.name,
        override: options?.override === true,
        needs,
        make: make as unknown as Make,
      });
    },
  };
  if (plugin.apiVersion === PLUGIN_API_VERSION) plugin.provide?.(registry);
  return bindings;
}

/** Of each port the one binding that counts: an override beats a plain one. */
function winners(bindings: readonly Binding[]): Binding[] {
  const chosen = new Map<Port<unknown>, Binding>();
  for (const binding of bindings) {
    if (!chosen.has(binding.port) || binding.override) chosen.set(binding.port, binding);
  }
  return [...chosen.values()];
}

function bind(container: Container, { port, value, needs, make }: Binding): void {
  if (make && needs)
    container.bind(port).toResolvedValue(make as (...adapters: unknown[]) => unknown, [...needs]);
  else container.bind(port).toConstantValue(value);
}
