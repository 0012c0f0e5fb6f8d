import { describe, expect, it } from 'vitest';
import { judge, type Report } from '../judge.mjs';

const file = (name: string, ...tests: string[]) => ({
  name,
  status: tests.includes('failed') ? 'failed' : 'passed',
  assertionResults: tests.map((status) => ({ status })),
});

const reportOf = (...testResults: Report['testResults']): Report => {
  const statuses = testResults.flatMap(({ assertionResults }) =>
    assertionResults.map(({ status }) => status),
  );
  const count = (status: string) => statuses.filter((other) => other === status).length;
  return {
    numTotalTests: statuses.length,
    numPassedTests: count('passed'),
    numFailedTests: count('failed'),
    testResults,
  };
};

const run = (report: Report | undefined, codes = {}) =>
  judge({
    reports: report ? [report, reportOf()] : [],
    testFiles: ['a.test.ts'],
    testExit: 0,
    databaseExit: 0,
    checkExit: 0,
    breaksExit: 0,
    ...codes,
  });

describe('a run of CI', () => {
  it('is good when every test file ran and every test passed', () => {
    const good = run(reportOf(file('a.test.ts', 'passed', 'passed')));
    expect(good).toEqual({ passed: 2, failed: 0, problems: [], ok: true });
  });

  it.each([
    ['a test failed', reportOf(file('a.test.ts', 'passed', 'failed')), {}, 1],
    ['no test ran', reportOf(file('a.test.ts')), {}, 0],
    ['there is no report', undefined, { testExit: 1 }, 0],
    ['a test file vanished', reportOf(file('b.test.ts', 'passed')), {}, 0],
    ['a test was skipped', reportOf(file('a.test.ts', 'passed', 'pending')), {}, 0],
    ['a file could not be loaded', reportOf({ ...file('a.test.ts'), status: 'failed' }), {}, 1],
    ['the runner failed', reportOf(file('a.test.ts', 'passed')), { testExit: 1 }, 0],
    ['a database test failed', reportOf(file('a.test.ts', 'passed')), { databaseExit: 1 }, 0],
    ['a check failed', reportOf(file('a.test.ts', 'passed')), { checkExit: 1 }, 0],
    ['a broken line went unnoticed', reportOf(file('a.test.ts', 'passed')), { breaksExit: 1 }, 0],
  ])('is bad when %s', (_why, report, codes, failed) => {
    expect(run(report, codes)).toMatchObject({ ok: false, failed });
  });

  it('counts the tests on database servers with the others', () => {
    const reports = [
      reportOf(file('a.test.ts', 'passed')),
      reportOf(file('b.test.ts', 'passed', 'failed'), file('b.test.ts', 'passed')),
    ];
    const codes = { testExit: 0, databaseExit: 1, checkExit: 0, breaksExit: 0 };
    expect(judge({ reports, testFiles: ['a.test.ts', 'b.test.ts'], ...codes })).toMatchObject({
      passed: 3,
      failed: 1,
      ok: false,
    });
  });

  it('says in words that a check failed', () => {
    const { problems } = run(reportOf(file('a.test.ts', 'passed')), { checkExit: 1 });
    expect(problems).toEqual(['npm run check failed (exit code 1).']);
  });
});
