import { expect, inject, test } from 'vitest';
import { Person } from '../behaviour/actors/person.ts';
import { NOTES } from '../behaviour/actors/resources.ts';
import { startDocumentHost } from '../harness/document-host.ts';
import { freePort } from '../harness/ports.ts';
import { runAuthorizationSuite } from './authorization-suite.ts';

const stack = inject('stack');

/** What the suite says of the metadata that speaks of documents, and of a client that has one. */
const OF_DOCUMENTS = 'authorization-server-metadata-cimd';

const host = await startDocumentHost(stack.certificate);
const port = await freePort();
const clientId = host.publishClient('/oauth/suite', {
  client_name: 'Conformance',
  redirect_uris: [`http://127.0.0.1:${port}/callback`],
});
const person = new Person(stack);
const checks = await runAuthorizationSuite({
  issuer: stack.issuer,
  clientId,
  resource: NOTES,
  port,
  openBrowser: async (url) => {
    const response = await person.authorize(url);
    await fetch(response);
  },
});

test('the suite has run both of its scenarios', () => {
  expect(new Set(checks.map(({ scenario }) => scenario))).toEqual(
    new Set(['authorization-server-metadata-endpoint', 'authorization-code-grant']),
  );
  expect(checks.map(({ id }) => id)).toEqual(
    expect.arrayContaining([
      'authorization-server-metadata',
      'authorization-code-grant',
      OF_DOCUMENTS,
    ]),
  );
});

test.each(checks)('$scenario: $description', ({ id, status, errorMessage }) => {
  expect(status, `${id} ${errorMessage}`).toBe('SUCCESS');
});

test('the client of the suite was never registered: its document was read, once', () => {
  host.close();
  expect(host.asked).toEqual(['/oauth/suite']);
});
