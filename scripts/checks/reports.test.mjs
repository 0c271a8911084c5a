import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readPlaywrightReport, readVitestReport, tally } from './reports.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-reports-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** @param {unknown} report */
function written(report) {
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(report));
  return file;
}

test('a check without tests counts as one', () => {
  expect(tally(0, undefined)).toEqual({ passed: 1, failed: 0, skipped: 0 });
  expect(tally(1, undefined)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(tally(null, undefined)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('a runner that ran no test failed', () => {
  expect(tally(0, { passed: 0, failed: 0, skipped: 3 })).toEqual({
    passed: 0,
    failed: 1,
    skipped: 3,
  });
});

test('a runner that failed although its tests passed failed', () => {
  expect(tally(1, { passed: 9, failed: 0, skipped: 0 })).toEqual({
    passed: 9,
    failed: 1,
    skipped: 0,
  });
});

test('the figures of a runner stand when they tell of the failure themselves', () => {
  expect(tally(1, { passed: 9, failed: 2, skipped: 0 })).toEqual({
    passed: 9,
    failed: 2,
    skipped: 0,
  });
  expect(tally(0, { passed: 9, failed: 0, skipped: 0 })).toEqual({
    passed: 9,
    failed: 0,
    skipped: 0,
  });
});

test('a Vitest file that breaks before its first test counts as a failure', () => {
  const file = written({
    numPassedTests: 4,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 0,
    testResults: [
      { status: 'passed', assertionResults: [{}] },
      { status: 'failed', assertionResults: [{}] },
      { status: 'failed', assertionResults: [] },
    ],
  });

  expect(readVitestReport(file)).toEqual({ passed: 4, failed: 2, skipped: 2 });
});

test('a browser test that passed only when tried again counts as a failure', () => {
  const file = written({ stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 0 } });

  expect(readPlaywrightReport(file)).toEqual({ passed: 5, failed: 2, skipped: 0 });
});

test('no report is not an empty one', () => {
  expect(readVitestReport(join(folder, 'absent.json'))).toBeUndefined();
});
