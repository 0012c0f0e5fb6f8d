import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { repositoryRoot } from './rooms.mjs';

/** Where the tools start. Run by Node itself, they need neither a shell nor the PATH. */
const tools = {
  attw: 'node_modules/@arethetypeswrong/cli/dist/index.js',
  biome: 'node_modules/@biomejs/biome/bin/biome',
  knip: 'node_modules/knip/bin/knip.js',
  publint: 'node_modules/publint/src/cli.js',
  tsc: 'node_modules/typescript/bin/tsc',
  tsup: 'node_modules/tsup/dist/cli-default.js',
  vitest: 'node_modules/vitest/vitest.mjs',
};

/** What an outer npm (`npm -w room test`, `npm --omit=dev test`) sets for itself and an inner one must not see. */
const ofTheOuterNpm =
  /^(INIT_CWD|NODE_ENV|npm_(package|lifecycle)_.*|npm_config_(local_prefix|workspaces?|include_workspace_root|omit|only|production))$/i;

/**
 * The arguments with which Node runs a tool.
 *
 * @param {keyof typeof tools} name
 * @param {string[]} args
 */
export function tool(name, ...args) {
  return [join(repositoryRoot, tools[name]), ...args];
}

/**
 * Runs Node on this terminal and returns its exit code.
 *
 * @param {string[]} args
 */
export function runNode(args) {
  return codeOf(spawnSync(process.execPath, args, { cwd: repositoryRoot, stdio: 'inherit' }));
}

/**
 * Runs Node and returns what it printed. What has not ended in time is killed.
 *
 * @param {string[]} args
 * @param {{ timeoutMs?: number }} [options]
 */
export function captureNode(args, { timeoutMs } = {}) {
  const result = spawnSync(process.execPath, args, {
    cwd: repositoryRoot,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    killSignal: 'SIGKILL',
    ...(timeoutMs !== undefined && { timeout: timeoutMs }),
  });
  return { code: codeOf(result), output: result.stdout + result.stderr };
}

/**
 * Runs npm and returns its exit code. `quiet` shows only its warnings and errors.
 *
 * @param {string[]} args
 * @param {{ cwd?: string, quiet?: boolean }} [options]
 */
export function runNpm(args, { cwd = repositoryRoot, quiet = false } = {}) {
  const [command, ...rest] = [...npm(), ...args];
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !ofTheOuterNpm.test(name)));
  const shell = command === 'npm.cmd';
  return codeOf(
    spawnSync(command, rest, {
      cwd,
      env,
      shell,
      stdio: ['inherit', quiet ? 'ignore' : 'inherit', 'inherit'],
    }),
  );
}

/**
 * The npm that runs this script, else the one on the PATH.
 *
 * @returns {[string, ...string[]]}
 */
function npm() {
  const outer = process.env.npm_execpath ?? '';
  if (basename(outer) === 'npm-cli.js' && existsSync(outer)) return [process.execPath, outer];
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
}

/** @param {import('node:child_process').SpawnSyncReturns<unknown>} result */
function codeOf(result) {
  if (result.error) throw result.error;
  return result.status ?? 1;
}
