import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path/posix';
import { readImports } from './read-imports.js';

/** What the rules know of a room. */
export interface RoomFacts {
  /** From the repository root: `packages/core`. */
  readonly path: string;
  readonly packageName: string;
  readonly private: boolean;
  /** The specifiers that others may import: `@dealroute/core`, `@dealroute/storage-knex/migrations`. */
  readonly exported: readonly string[];
  /** Names of dependencies and peer dependencies. */
  readonly dependencies: readonly string[];
}

/** Says of each import in a source file what is wrong with it. `path` is relative to the repository root. */
export function importViolations(rooms: readonly RoomFacts[], path: string, source: string): string[] {
  const importer = rooms.find((room) => path.startsWith(`${room.path}/`));
  if (!importer) return [`${path}: lies in no room`];
  return readImports(path, source).flatMap(({ specifier, line }) => {
    const problem = problemOf(rooms, importer, path, specifier);
    return problem ? [`${path}:${line}: '${specifier}': ${problem}`] : [];
  });
}

function problemOf(
  rooms: readonly RoomFacts[],
  importer: RoomFacts,
  path: string,
  specifier: string,
): string | undefined {
  if (specifier.startsWith('.')) return leavesRoom(importer, path, specifier);
  if (isBuiltin(specifier)) return kindOf(importer) === 'domain' ? domainIsPure : undefined;
  const imported = packageOf(specifier);
  const target = rooms.find((room) => room.packageName === imported);
  return (
    (target && mayNotImport(importer, target)) ??
    (target && !target.exported.includes(specifier) ? deepImport(target) : undefined) ??
    inversifyOutside(importer, path, imported) ??
    undeclared(importer, imported)
  );
}

const domainIsPure =
  'domain is pure and imports nothing. Let core load it and pass it in as an argument or a fact.';

function leavesRoom(importer: RoomFacts, path: string, specifier: string): string | undefined {
  if (join(dirname(path), specifier).startsWith(`${importer.path}/`)) return undefined;
  return 'a relative path leaves its room. Import the other room by its package name.';
}

function mayNotImport(importer: RoomFacts, target: RoomFacts): string | undefined {
  if (importer === target) return 'a room imports its own files by relative paths.';
  const from = kindOf(importer);
  if (allowed[from].includes(kindOf(target))) return undefined;
  if (from === 'domain') return domainIsPure;
  if (from === 'plugin' && kindOf(target) === 'plugin') {
    return 'no plugin imports a plugin. Put what both need behind a port of core.';
  }
  return `a ${from} room may import only these kinds of room: ${allowed[from].join(', ')}; ${target.path} is ${kindOf(target)}.`;
}

function deepImport(target: RoomFacts): string {
  return `a deep import. ${target.path} exports ${target.exported.join(', ') || 'nothing'}: export it there if others need it.`;
}

function inversifyOutside(importer: RoomFacts, path: string, imported: string): string | undefined {
  if (imported !== 'inversify' || path.startsWith('packages/core/src/composition/')) return undefined;
  const remedy = importer.path === 'packages/core' ? 'Bind it there.' : "Use core's Registry.";
  return `inversify is imported only in packages/core/src/composition. ${remedy}`;
}

function undeclared(importer: RoomFacts, imported: string): string | undefined {
  if (kindOf(importer) === 'domain') return domainIsPure;
  if (kindOf(importer) === 'private') return undefined;
  if (importer.dependencies.includes(imported)) return undefined;
  return `not declared in ${importer.path}/package.json. Add it to dependencies or peerDependencies.`;
}

type Kind = 'domain' | 'core' | 'library' | 'testing' | 'cli' | 'plugin' | 'bot' | 'example' | 'private';

/** `bots, examples → plugins → core → domain → nothing`; testing only in examples, cli and private rooms. */
const allowed: Record<Kind, readonly Kind[]> = {
  domain: [],
  core: ['domain'],
  library: ['core', 'domain'],
  testing: ['core', 'domain'],
  plugin: ['core', 'domain'],
  bot: ['plugin', 'library', 'core', 'domain'],
  cli: ['bot', 'plugin', 'testing', 'library', 'core', 'domain'],
  example: ['bot', 'plugin', 'testing', 'library', 'core', 'domain'],
  private: ['example', 'cli', 'bot', 'plugin', 'testing', 'library', 'core', 'domain', 'private'],
};

function kindOf(room: RoomFacts): Kind {
  const [parent, name] = room.path.split('/');
  if (parent === 'plugins') return 'plugin';
  if (parent === 'bots') return 'bot';
  if (parent === 'examples') return 'example';
  if (room.private) return 'private';
  if (name === 'domain' || name === 'core' || name === 'testing' || name === 'cli') return name;
  return 'library';
}

function isBuiltin(specifier: string): boolean {
  return specifier.startsWith('node:') || builtinModules.includes(specifier);
}

function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
