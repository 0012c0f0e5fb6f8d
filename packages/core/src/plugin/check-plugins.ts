import type { Binding } from '../composition/compose.js';
import { SdkError } from '../errors/sdk-error.js';
import {
  BACKLOG_STORE,
  DEFERRAL_STORE,
  INCIDENT_STORE,
  MAP_STORE,
  OUTBOX_STORE,
  type Port,
  PROCESS_QUERIES,
  PROCESS_STORE,
  portName,
  RECORD_STORE,
  REMINDER_STORE,
  RETENTION_STORE,
  TIMER_STORE,
  TRIGGER_STORE,
} from '../ports/index.js';
import type { Plugin } from './plugin.js';

/** The name of the plugin whose adapters count where nobody else binds them. */
export const DEFAULTS = 'defaults';

/** The version of the plugin contract that this engine speaks. */
export const PLUGIN_API_VERSION = 1;

interface Composed {
  readonly plugins: readonly Plugin[];
  readonly bindings: readonly Binding[];
  readonly known: (port: Port<unknown>) => boolean;
  readonly inHost: (port: Port<unknown>) => boolean;
  readonly wanted: readonly Port<unknown>[];
  readonly problems: readonly string[];
}

/** Throws one error with everything that is wrong with a composition; nothing has been made by then. */
export function checkPlugins(composed: Composed): void {
  const problems = [
    ...composed.problems,
    ...wrongVersions(composed),
    ...doubledNames(composed),
    ...doubledPorts(composed),
    ...missingPorts(composed),
    ...dividedStorage(composed),
    ...circles(composed),
  ];
  if (problems.length === 0) return;
  const list = problems.map((problem) => `\n  - ${problem}`).join('');
  throw new SdkError('COMPOSITION_INVALID', `The engine cannot be composed (${problems.length}):${list}`);
}

const wrongVersions = ({ plugins }: Composed): string[] =>
  plugins
    .filter(({ apiVersion }) => apiVersion !== PLUGIN_API_VERSION)
    .map(
      ({ name, apiVersion }) =>
        `Plugin ${name} speaks version ${apiVersion} of the plugin contract: expected ${PLUGIN_API_VERSION}. Install versions that belong together.`,
    );

const doubledNames = ({ plugins }: Composed): string[] =>
  [...new Set(plugins.map(({ name }) => name))]
    .filter((name) => plugins.filter((plugin) => plugin.name === name).length > 1)
    .map(
      (name) => `Plugin ${name} is there more than once: expected one of each name. Remove one or rename it.`,
    );

function doubledPorts({ bindings, inHost }: Composed): string[] {
  return [...new Set(bindings.map(({ port }) => port))].flatMap((port) => {
    const plain = bindings.filter((binding) => binding.port === port && !binding.override);
    const overrides = bindings.filter((binding) => binding.port === port && binding.override);
    const by = (some: readonly Binding[]) => some.map((binding) => binding.by).join(', ');
    const who = `Port ${portName(port)} is bound by`;
    if (overrides.length > 1)
      return [`${who} several overrides (${by(overrides)}): expected one. Remove the others.`];
    if (overrides.length === 1) return [];
    const host = inHost(port) ? ["the host's container"] : [];
    if (plain.length + host.length < 2) return [];
    const all = [...plain.map((binding) => binding.by), ...host].join(', ');
    return [
      `${who} ${all}: expected one adapter. Remove one, or bind the one that counts with { override: true }.`,
    ];
  });
}

function missingPorts({ plugins, bindings, known, wanted }: Composed): string[] {
  const needs = [
    ...wanted.map((port) => ({ who: 'The engine', port })),
    ...plugins.flatMap(({ name, requires }) =>
      (requires ?? []).map((port) => ({ who: `Plugin ${name}`, port })),
    ),
    ...bindings.flatMap(({ by, needs }) => (needs ?? []).map((port) => ({ who: `Plugin ${by}`, port }))),
  ];
  const missing = needs.filter(({ port }) => !known(port));
  const lines = missing.map(
    ({ who, port }) =>
      `${who} needs port ${portName(port)}, which nobody binds: expected an adapter. Add a plugin that gives it.`,
  );
  return [...new Set(lines)];
}

const STORAGE: readonly Port<unknown>[] = [
  PROCESS_STORE,
  PROCESS_QUERIES,
  MAP_STORE,
  TRIGGER_STORE,
  OUTBOX_STORE,
  TIMER_STORE,
  BACKLOG_STORE,
  DEFERRAL_STORE,
  INCIDENT_STORE,
  RECORD_STORE,
  REMINDER_STORE,
  RETENTION_STORE,
];

/** Storage that is given in part would fall into two databases, since the defaults bring their own memory. */
function dividedStorage({ bindings, inHost }: Composed): string[] {
  const byDefault = (port: Port<unknown>) =>
    !inHost(port) && bindings.some((binding) => binding.port === port && binding.by === DEFAULTS);
  const left = STORAGE.filter(byDefault);
  if (left.length === 0 || left.length === STORAGE.length) return [];
  const names = left.map(portName).join(', ');
  return [
    `Storage is given without ${names}: expected all of its ports or none. Bind the adapters of one database.`,
  ];
}

/** Adapters that need one another in a circle cannot be made. */
function circles({ bindings }: Composed): string[] {
  const needs = new Map(bindings.map((binding) => [binding.port, binding.needs ?? []]));
  const reaches = (from: Port<unknown>, to: Port<unknown>, seen: Set<Port<unknown>>): boolean =>
    (needs.get(from) ?? []).some((next) => {
      if (next === to) return true;
      if (seen.has(next)) return false;
      return reaches(next, to, seen.add(next));
    });
  const inCircle = [...needs.keys()].filter((port) => reaches(port, port, new Set()));
  if (inCircle.length === 0) return [];
  return [
    `The adapters of ${inCircle.map(portName).join(', ')} need one another in a circle: expected none. Break it.`,
  ];
}
