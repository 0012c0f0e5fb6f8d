/**
 * @typedef {object} Report The part of Vitest's JSON report that is read here.
 * @property {number} numTotalTests
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {{ name: string, status: string, assertionResults: { status: string }[] }[]} testResults
 *
 * @typedef {object} Run
 * @property {Report[]} reports of `npm test` and of `npm run test:databases`; fewer when one ended without it
 * @property {string[]} testFiles the test files that exist
 * @property {number} testExit exit code of `npm test`
 * @property {number} databaseExit exit code of `npm run test:databases`
 * @property {number} checkExit exit code of `npm run check`
 * @property {number} breaksExit exit code of `npm run breaks`
 */

/**
 * What a run of CI comes to: the two numbers, and in words whatever makes it a failure.
 *
 * @param {Run} run
 */
export function judge({ reports, testFiles, testExit, databaseExit, checkExit, breaksExit }) {
  const results = reports.flatMap(({ testResults }) => testResults);
  const passed = sum(reports.map(({ numPassedTests }) => numPassedTests));
  const ended = sum(reports.map(({ numFailedTests }) => numFailedTests));
  const broken = results.filter(isBroken).length;
  const failed = ended + broken;
  const unrun = testFiles.filter((file) => !results.some(({ name }) => name === file));
  const skipped = sum(reports.map(({ numTotalTests }) => numTotalTests)) - passed - ended;
  const problems = [
    ...(reports.length === 2 ? [] : ['The tests left no report.']),
    ...(passed + failed === 0 ? ['No test ran.'] : []),
    ...unrun.map((file) => `${file} did not run.`),
    ...(skipped > 0 ? [`${skipped} tests were skipped: none may be.`] : []),
    ...(broken > 0
      ? [`${broken} test files failed outside a test, and each counts as one that failed.`]
      : []),
    ...(testExit !== 0 ? [`npm test failed (exit code ${testExit}).`] : []),
    ...(databaseExit !== 0 ? [`npm run test:databases failed (exit code ${databaseExit}).`] : []),
    ...(checkExit !== 0 ? [`npm run check failed (exit code ${checkExit}).`] : []),
    ...(breaksExit !== 0 ? [`npm run breaks failed (exit code ${breaksExit}).`] : []),
  ];
  return { passed, failed, problems, ok: problems.length === 0 && failed === 0 };
}

/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);

/** @param {Report['testResults'][number]} file one that failed although none of its tests did */
function isBroken({ status, assertionResults }) {
  return status === 'failed' && !assertionResults.some((test) => test.status === 'failed');
}
