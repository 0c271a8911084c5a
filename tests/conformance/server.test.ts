import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { SUITE } from './checks.ts';
import { DECLINED } from './declined.ts';
import { startFixtureServer } from './fixture-server.ts';
import { type Revision, runServerSuite } from './server-suite.ts';

const server = await startFixtureServer();
afterAll(() => server.stop());

test('the server that the suite reaches through the proxy lets nobody in without a token', async () => {
  const response = await fetch(server.protectedUrl, { method: 'POST' });
  expect(response.status).toBe(401);
});

const revisions: Revision[] = ['2025-11-25', '2026-07-28'];
describe.each(revisions)('as an MCP server of %s', async (revision) => {
  const checks = await runServerSuite(server.url, revision);
  const scenarios = [...new Set(checks.map(({ scenario }) => scenario))];
  const declined = DECLINED.filter((entry) => entry.revision === revision).flatMap(
    (entry) => entry.checks,
  );

  test('every scenario that the revision requires has run', async () => {
    const file = join(SUITE, '..', '..', 'requirements', `${revision}.yaml`);
    const { server: required } = parse(await readFile(file, 'utf8')) as { server: string[] };
    expect(required.length).toBeGreaterThan(20);
    expect(scenarios).toEqual(expect.arrayContaining(required));
  });

  test('what is declined, with the sentence of the specification, still does not pass', () => {
    const failed = checks.filter(({ status }) => !['SUCCESS', 'INFO'].includes(status));
    expect([...new Set(failed.map(({ id }) => id))].sort()).toEqual([...declined].sort());
  });

  test.each(scenarios)('%s passes, but for what is declined', (scenario) => {
    const failed = checks
      .filter((check) => check.scenario === scenario && !declined.includes(check.id))
      .filter(({ status }) => !['SUCCESS', 'INFO'].includes(status))
      .map(({ id, status, errorMessage }) => `${id}: ${status} ${errorMessage ?? ''}`);
    expect(failed).toEqual([]);
  });
});
