/**
 * @typedef {object} Report The part of Vitest's JSON report that is read here.
 * @property {number} numTotalTests
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {{ name: string, status: string, assertionResults: { status: string }[] }[]} testResults
 *
 * @typedef {object} Run
 * @property {Report | undefined} report nothing when the tests ended without one
 * @property {string[]} testFiles the test files that exist
 * @property {number} testExit exit code of `npm test`
 * @property {number} checkExit exit code of `npm run check`
 */

/**
 * What a run of CI comes to: the two numbers, and in words whatever makes it a failure.
 *
 * @param {Run} run
 */
export function judge({ report, testFiles, testExit, checkExit }) {
  const results = report?.testResults ?? [];
  const passed = report?.numPassedTests ?? 0;
  const broken = results.filter(isBroken).length;
  const failed = (report?.numFailedTests ?? 0) + broken;
  const unrun = testFiles.filter((file) => !results.some(({ name }) => name === file));
  const skipped = (report?.numTotalTests ?? 0) - passed - (report?.numFailedTests ?? 0);
  const problems = [
    ...(report ? [] : ['The tests left no report.']),
    ...(passed + failed === 0 ? ['No test ran.'] : []),
    ...unrun.map((file) => `${file} did not run.`),
    ...(skipped > 0 ? [`${skipped} tests were skipped: none may be.`] : []),
    ...(broken > 0
      ? [`${broken} test files failed outside a test, and each counts as one that failed.`]
      : []),
    ...(testExit !== 0 ? [`npm test failed (exit code ${testExit}).`] : []),
    ...(checkExit !== 0 ? [`npm run check failed (exit code ${checkExit}).`] : []),
  ];
  return { passed, failed, problems, ok: problems.length === 0 && failed === 0 };
}

/** @param {Report['testResults'][number]} file one that failed although none of its tests did */
function isBroken({ status, assertionResults }) {
  return status === 'failed' && !assertionResults.some((test) => test.status === 'failed');
}
