/** Each client of the table (`real-clients/table.ts`), by each way in which it comes to be known. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type DocumentHost, startDocumentHost } from '../harness/document-host.ts';
import { claimsOf, type Tokens, tokensOf } from './actors/client.ts';
import { Gatehouse } from './actors/gatehouse.ts';
import { Person } from './actors/person.ts';
import { Registered } from './actors/registered.ts';
import { NOTES } from './actors/resources.ts';
import { type ClientKey, newClientKey } from './real-clients/installation-credentials.ts';
import { Installation } from './real-clients/installation.ts';
import {
  documentCredentials,
  pin,
  publish,
  register,
  registered,
  withKeys,
} from './real-clients/onboarding.ts';
import { THAT_REGISTER, WITH_DOCUMENT } from './real-clients/table.ts';

const stack = inject('stack');
const gatehouse = Gatehouse.of(stack);
const WRITE = 'notes:write';
let host: DocumentHost;
let key: ClientKey;
let folder: string;
beforeAll(async () => {
  host = await startDocumentHost(stack.certificate);
  key = await newClientKey();
  folder = await mkdtemp(join(tmpdir(), 'gatehouse-real-clients-'));
});
afterAll(async () => {
  host?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The scopes of the resource in an access token. */
const notesOf = ({ access_token: token }: Tokens) =>
  String(claimsOf(token).scope)
    .split(' ')
    .filter((scope) => scope.startsWith('notes:'));

/** Its first sign-in, where the person keeps writing from it, and its first refresh. */
async function signInAndRefresh(installation: Installation, person: Person): Promise<Tokens> {
  const scope = await installation.firstScope();
  const tokens = await installation.signIn(person, scope, { as: 'grace', untick: [WRITE] });
  expect(claimsOf(tokens.access_token)).toMatchObject({
    client_id: installation.clientId,
    aud: NOTES,
  });
  expect(notesOf(tokens)).toEqual(['notes:read']);
  const refreshed = tokensOf(await installation.refresh(tokens));
  expect(notesOf(refreshed)).toEqual(['notes:read']);
  expect(refreshed.refresh_token).not.toBe(tokens.refresh_token);
  return refreshed;
}

/** What comes after a 403, and again a refresh. */
async function stepUp(installation: Installation, person: Person): Promise<Tokens> {
  const tokens = await installation.signIn(person, installation.widerScope(), { tick: [WRITE] });
  const refreshed = tokensOf(await installation.refresh(tokens));
  expect(notesOf(refreshed)).toEqual(['notes:read', WRITE]);
  return refreshed;
}

async function expectUnknown(installation: Installation, tokens: Tokens): Promise<void> {
  const { status, body } = await installation.refresh(tokens);
  expect([status, body.error]).toEqual([401, 'invalid_client']);
}

describe.concurrent('registers, signs in, refreshes, steps up, and registers anew', () => {
  test.each(THAT_REGISTER)('$name', async (client) => {
    const { registration, applicationType } = client;
    // What it says of scopes gives nothing; what it says nothing of has a default (RFC 7591 §2).
    const { scope: _, ...said } = registration;
    const answer = await register(stack.issuer, registration);
    expect(answer).toMatchObject({
      status: 201,
      body: {
        token_endpoint_auth_method: 'client_secret_basic',
        ...said,
        application_type: applicationType,
      },
    });
    const person = new Person(stack);
    const first = registered(client, stack.issuer, answer);
    await signInAndRefresh(first, person);
    const tokens = await stepUp(first, person);

    expect((await new Registered(answer.body).remove()).status).toBe(204);
    await expectUnknown(first, tokens);
    const page = await person.browser.open(first.authorizationUrl(first.widerScope()));
    expect([page.status, page.isOutside]).toEqual([400, false]);

    const second = registered(client, stack.issuer, await register(stack.issuer, registration));
    expect(second.clientId).not.toBe(first.clientId);
    await signInAndRefresh(second, person);
  });
});

describe.concurrent('has its document read, signs in, refreshes, steps up, and is read anew', () => {
  test.each(WITH_DOCUMENT)('$name', async (client) => {
    const id = publish(host, client.document, key);
    const reads = () => host.asked.filter((path) => id === `${host.origin}${path}`).length;
    const credentials = documentCredentials(client.document, id, stack.issuer, key);
    const installation = new Installation(client, stack.issuer, id, credentials);
    const person = new Person(stack);
    await signInAndRefresh(installation, person);
    const tokens = await stepUp(installation, person);
    expect(reads()).toBe(1);

    await gatehouse.json('clients', 'remove', id);
    await expectUnknown(installation, tokens);
    expect(reads()).toBe(1);
    await signInAndRefresh(installation, person);
    expect(reads()).toBe(2);
  });
});

describe.concurrent('signs in and refreshes by a copy of its document', () => {
  test.each(WITH_DOCUMENT)('$name', async (client) => {
    const {
      client_id: id,
      client_name: name,
      token_endpoint_auth_method: method,
    } = client.document;
    expect(await pin(gatehouse, folder, withKeys(client.document, key))).toMatchObject({
      kind: 'document',
      client_name: name,
      token_endpoint_auth_method: method,
      document: { pinned: true, by_operator: true },
    });
    const credentials = documentCredentials(client.document, id, stack.issuer, key);
    const installation = new Installation(client, stack.issuer, id, credentials);
    await signInAndRefresh(installation, new Person(stack));
  });
});
