import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judge } from './judge.mjs';
import { findRooms } from './rooms.mjs';

// Called by .ci/run, which gives the folder of the reports, the four exit codes and the seconds that all took.
const [folder = '', testExit, databaseExit, checkExit, breaksExit, seconds] = process.argv.slice(2);
const reports = ['vitest.json', 'databases.json'].map((name) => join(folder, name)).filter(existsSync);

const projects = findRooms()
  .map((room) => join(room.directory, 'test'))
  .filter((folder) => existsSync(folder));
const testFiles = projects.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join(folder, name)),
);
const { passed, failed, problems, ok } = judge({
  reports: reports.map((path) => JSON.parse(readFileSync(path, 'utf8'))),
  testFiles,
  testExit: Number(testExit),
  databaseExit: Number(databaseExit),
  checkExit: Number(checkExit),
  breaksExit: Number(breaksExit),
});

for (const problem of problems) console.log(problem);
console.log(
  `${projects.length} test projects, ${testFiles.length} test files, ${passed + failed} tests, ${seconds} s`,
);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = ok ? 0 : 1;
