import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {{ '@dealroute/source'?: string, types?: string, default?: string }} ExportTarget
 *
 * @typedef {object} Manifest The part of a package.json that the repository's scripts read.
 * @property {string} name
 * @property {boolean} [private]
 * @property {Record<string, string | ExportTarget>} [exports]
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [peerDependencies]
 * @property {Record<string, string>} [devDependencies]
 *
 * @typedef {object} Room One package of this repository.
 * @property {string} name its folder's name
 * @property {string} path from the repository root: `packages/core`
 * @property {string} directory the same, absolute
 * @property {Manifest} manifest
 */

/** The folder that holds the root package.json. */
export const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

/**
 * The rooms in the folders that the root package.json names as workspaces (`packages/*`); a folder may be missing.
 *
 * @param {string} [root]
 * @returns {Room[]}
 */
export function findRooms(root = repositoryRoot) {
  /** @type {{ workspaces: string[] }} */
  const { workspaces } = readJson(join(root, 'package.json'));
  return workspaces
    .map((pattern) => join(root, pattern.replace('/*', '')))
    .filter((parent) => existsSync(parent))
    .flatMap((parent) => readdirSync(parent).map((name) => join(parent, name)))
    .filter((directory) => existsSync(join(directory, 'package.json')))
    .map((directory) => ({
      name: basename(directory),
      path: relative(root, directory).replaceAll('\\', '/'),
      directory,
      manifest: readJson(join(directory, 'package.json')),
    }));
}

/**
 * The rooms that export something and so have a `dist`.
 *
 * @param {string} [root]
 */
export function findBuiltRooms(root = repositoryRoot) {
  return findRooms(root).filter((room) => Object.keys(entriesOf(room)).length > 0);
}

/**
 * The source file behind each export of a room, by the name of its output: `{ index: './src/index.ts' }`.
 *
 * @param {Room} room
 */
export function entriesOf(room) {
  /** @type {Record<string, string>} */
  const entries = {};
  for (const target of Object.values(room.manifest.exports ?? {})) {
    if (typeof target === 'string' || !target.default) continue;
    const source = target['@dealroute/source'];
    if (source) entries[target.default.replace(/^\.\/dist\/|\.js$/g, '')] = source;
  }
  return entries;
}

/** @param {string} path */
function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}
