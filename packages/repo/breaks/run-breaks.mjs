import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureInstalled } from '../ensure.mjs';
import { captureNode, tool } from '../processes.mjs';
import { repositoryRoot } from '../rooms.mjs';
import { breaks, elsewhere, LAST_BEHAVIOUR } from './breaks.mjs';

/** Breaks each line of the table and tells whether its scenario turned red. `npm run breaks B15 B19` does a part. */
await ensureInstalled();
const LONGEST_MS = 300_000;
const wanted = process.argv.slice(2);
const scratch = await mkdtemp(join(tmpdir(), 'dealroute-breaks-'));
let failed = 0;
try {
  for (const [n, one] of breaks.entries()) {
    if (wanted.length > 0 && !wanted.includes(one.behaviour)) continue;
    const problem = (await problemOfLine(one)) ?? (await problemOfRun(n, one));
    if (problem) failed += 1;
    console.log(
      `${problem ? '✗' : '✓'} ${one.behaviour.padEnd(4)} ${one.file}: ${problem ?? `red: ${one.scenario}`}`,
    );
  }
} finally {
  await rm(scratch, { recursive: true, force: true });
}
if (wanted.length === 0) {
  for (const behaviour of missing()) {
    failed += 1;
    console.log(`✗ ${behaviour.padEnd(4)} has no line in packages/repo/breaks/breaks.mjs: add one.`);
  }
}
console.log(
  failed === 0 ? 'Every broken line turned its scenario red.' : `${failed} of the table do not hold.`,
);
process.exitCode = failed === 0 ? 0 : 1;

/** @param {typeof breaks[number]} one */
async function problemOfLine({ file, line, broken }) {
  const source = await readFile(join(repositoryRoot, file), 'utf8').catch(() => undefined);
  if (source === undefined) return 'the file is not there';
  const found = line === '' ? 0 : source.split(line).length - 1;
  if (found !== 1) return `the line stands ${found} times in it, expected once: ${line}`;
  return line === broken ? 'nothing is broken' : undefined;
}

/** @param {number} n @param {typeof breaks[number]} one */
async function problemOfRun(n, { scenario, tests }) {
  const report = join(scratch, `${n}.json`);
  process.env.DEALROUTE_BREAK = String(n);
  const name = scenario.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const config = 'packages/repo/breaks/breaks.config.mjs';
  // Threads end with their process; a fork that runs in circles would outlive it.
  const how = ['--pool=threads', '-t', name, '--reporter=json', `--outputFile=${report}`];
  const { output } = captureNode(tool('vitest', 'run', tests, '--config', config, ...how), {
    timeoutMs: LONGEST_MS,
  });
  const read = await readFile(report, 'utf8').catch(() => undefined);
  if (read === undefined) return `the tests did not run:\n${output.slice(-2_000)}`;
  const { testResults } = JSON.parse(read);
  const ran = testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'passed' || status === 'failed'),
  );
  if (ran.length === 0) return `no scenario is called "${scenario}", or the broken file cannot be loaded`;
  return ran.some(({ status }) => status === 'failed') ? undefined : `stays green: ${scenario}`;
}

function missing() {
  const covered = new Set([...breaks.map(({ behaviour }) => behaviour), ...Object.keys(elsewhere)]);
  const all = Array.from({ length: LAST_BEHAVIOUR }, (_, i) => `B${i + 1}`);
  return all.filter((behaviour) => !covered.has(behaviour));
}
