import { beforeAll, expect, inject, test } from 'vitest';
import { Client } from '../behaviour/actors/client.ts';
import { Person } from '../behaviour/actors/person.ts';
import { NOTES } from '../behaviour/actors/resources.ts';
import { freePort } from '../harness/ports.ts';
import { type ConformanceCheck, runAuthorizationSuite } from './authorization-suite.ts';

let checks: ConformanceCheck[];

beforeAll(async () => {
  const stack = inject('stack');
  const port = await freePort();
  const client = await Client.register(stack.issuer, {
    client_name: 'Official conformance suite',
    redirect_uris: [`http://127.0.0.1:${port}/callback`],
  });
  checks = await runAuthorizationSuite({
    issuer: stack.issuer,
    clientId: client.clientId,
    resource: NOTES,
    port,
    open: (request) => new Person(stack).authorize(request),
  });
});

test('both scenarios for authorization servers were run', () => {
  expect(new Set(checks.map(({ scenario }) => scenario)).size).toBe(2);
});

/** Warnings that are expected, each with what the specification asks and why it is not there yet. */
const EXPECTED_WARNINGS = [
  // 2026-07-28: an authorization server SHOULD support Client ID Metadata Documents. To come.
  'authorization-server-metadata-cimd',
];

test('every check of the official suite passes', () => {
  const warned = checks.filter(({ status }) => status === 'WARNING');
  expect(warned.map(({ id }) => id)).toEqual(EXPECTED_WARNINGS);
  const failed = checks.filter(({ status }) => !['SUCCESS', 'INFO', 'WARNING'].includes(status));
  expect(failed).toEqual([]);
  const passed = checks.filter(({ status }) => status === 'SUCCESS').map(({ id }) => id);
  expect(passed.toSorted()).toEqual(['authorization-code-grant', 'authorization-server-metadata']);
});
