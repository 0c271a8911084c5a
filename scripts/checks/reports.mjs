/** Reads what test runners wrote about themselves. */
import { existsSync, readFileSync } from 'node:fs';

/** @typedef {import('./checks.mjs').Counts} Counts */

/**
 * @param {string} file
 * @returns {Counts | undefined} undefined when there is no report
 */
export function readVitestReport(file) {
  const report = read(file);
  if (report === undefined) return undefined;
  // A file that breaks before its first test has none to count; it counts as one that failed.
  const broken = report.testResults.filter(
    (/** @type {{ status: string, assertionResults: unknown[] }} */ result) =>
      result.status === 'failed' && result.assertionResults.length === 0,
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * @param {string} file
 * @returns {Counts | undefined} undefined when there is no report
 */
export function readPlaywrightReport(file) {
  const report = read(file);
  if (report === undefined) return undefined;
  const { expected, unexpected, flaky, skipped } = report.stats;
  // One that passed only when tried again failed.
  return { passed: expected, failed: unexpected + flaky, skipped };
}

/** @param {string} file */
function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/**
 * What a run counts for: the runner's own figures, corrected where they would hide a failure.
 *
 * @param {number | null} exitCode
 * @param {Counts | undefined} counts undefined for a check that is not made of tests, or wrote no
 *   report
 * @returns {Counts}
 */
export function tally(exitCode, counts) {
  const failedOutright = exitCode !== 0;
  if (counts === undefined) {
    return { passed: failedOutright ? 0 : 1, failed: failedOutright ? 1 : 0, skipped: 0 };
  }
  // No test at all, or a runner that failed beside its tests (an unhandled error, a broken
  // set-up): neither may pass.
  const silent = counts.failed === 0 && (failedOutright || counts.passed === 0);
  return silent ? { ...counts, failed: 1 } : counts;
}
