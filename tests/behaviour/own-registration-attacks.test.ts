/** Who tries to read, replace or remove what another client registered (RFC 7592 §5). */
import { hash } from 'node:crypto';
import { beforeEach, expect, inject, test } from 'vitest';
import { answerOf, Client, HTTPS_REDIRECT } from './actors/client.ts';
import { type AddedClient, Gatehouse } from './actors/gatehouse.ts';
import { Person } from './actors/person.ts';
import { Registered } from './actors/registered.ts';

const stack = inject('stack');
const { issuer } = stack;
const gatehouse = Gatehouse.of(stack);

let own: Registered;
let other: Registered;
beforeEach(async () => {
  [own, other] = await Promise.all([Registered.at(issuer), Registered.at(issuer)]);
});

const REPLACEMENT = { redirect_uris: ['https://evil.example/'], client_name: 'Evil' };

/** The three requests about a client, with these headers. */
const all = async (headers: Record<string, string>, uri = own.uri, clientId = own.clientId) => {
  const answers = [];
  for (const method of ['GET', 'PUT', 'DELETE']) {
    const body = JSON.stringify({ client_id: clientId, ...REPLACEMENT });
    const response = await fetch(uri, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(method === 'PUT' && { body }),
    });
    answers.push(await answerOf(response));
  }
  return answers;
};

test.each([
  ['a token that was made up', () => `Bearer gatehouse_rat_${'A'.repeat(43)}`],
  ["another client's token", () => `Bearer ${other.token}`],
  ['the stored hash of the token', () => `Bearer ${hash('sha256', own.token, 'base64url')}`],
  ['the id of the client', () => `Bearer ${own.clientId}`],
  ['an id and a secret', () => `Basic ${btoa(`${own.clientId}:${own.token}`)}`],
  ['a scheme nobody knows', () => `Digest ${own.token}`],
  ['an empty token', () => 'Bearer '],
  ['no token', () => undefined],
])('nobody gets anything with %s: 401, and nothing changes', async (_what, authorization) => {
  const sent = authorization();
  for (const { status, headers, body } of await all(sent ? { authorization: sent } : {})) {
    expect([status, body.error]).toEqual([401, 'invalid_token']);
    expect(headers.get('www-authenticate')).toMatch(/^Bearer realm=/);
    expect(JSON.stringify(body)).not.toMatch(/client_|127\.0\.0\.1/);
  }
  expect((await own.read()).body).toEqual(own.answer);
});

test('nobody gets anything with a cookie', async () => {
  const person = new Person(stack);
  await new Client(issuer, own.clientId, String(own.answer.redirect_uris)).obtainCode(person);
  const lines = person.browser.exchanges.flatMap(({ setCookies }) => setCookies);
  const cookie = lines.map((line) => line.split(';', 1)[0]).join('; ');
  expect(cookie).not.toBe('');
  for (const { status } of await all({ cookie })) expect(status).toBe(401);
  expect((await own.read()).body).toEqual(own.answer);
});

test('nobody gets anything with the right token in the address', async () => {
  const uri = `${own.uri}?access_token=${own.token}`;
  for (const { status } of await all({}, uri)) expect(status).toBe(400);
  expect((await own.read()).body).toEqual(own.answer);
});

test("a token that was shown for another client still is its own client's", async () => {
  for (const { status, body } of await all({ authorization: `Bearer ${other.token}` })) {
    expect([status, body.error]).toEqual([401, 'invalid_token']);
  }
  expect((await other.read()).status).toBe(200);
});

test('a client that does not exist and one that does are told alike', async () => {
  const authorization = `Bearer ${other.token}`;
  const unknown = `${issuer}/reg/client_${'A'.repeat(22)}`;
  const [known, missing] = [await all({ authorization }), await all({ authorization }, unknown)];
  expect(missing.map(({ status, body }) => [status, body])).toEqual(
    known.map(({ status, body }) => [status, body]),
  );
});

test('a client that is disabled manages nothing, and does so again when it is enabled', async () => {
  await gatehouse.json('clients', 'disable', own.clientId);
  for (const { status, body } of await all({ authorization: `Bearer ${own.token}` })) {
    expect([status, body.error]).toEqual([401, 'invalid_token']);
  }
  expect((await gatehouse.json('clients', 'show', own.clientId)).disabled_at).not.toBeNull();
  await gatehouse.json('clients', 'enable', own.clientId);
  expect((await own.read()).body).toEqual(own.answer);
});

test('a client that was removed by a command stays so', async () => {
  await gatehouse.json('clients', 'remove', own.clientId);
  for (const { status } of await all({ authorization: `Bearer ${own.token}` })) {
    expect(status).toBe(401);
  }
  await expect(gatehouse.json('clients', 'show', own.clientId)).rejects.toThrow(
    'There is no client',
  );
});

test('what the operator registered has no such address', async () => {
  const added = await gatehouse.json<AddedClient>(
    'clients',
    'add',
    'Our site',
    '--redirect-uri',
    HTTPS_REDIRECT,
  );
  const uri = `${issuer}/reg/${added.client_id}`;
  for (const token of [own.token, added.client_secret, '', 'null', 'undefined']) {
    const authorization = `Bearer ${token}`;
    for (const { status } of await all({ authorization }, uri, added.client_id)) {
      expect([400, 401]).toContain(status);
    }
  }
  expect(await gatehouse.json('clients', 'show', added.client_id)).toMatchObject({
    client_name: 'Our site',
  });
});

test('a replacement and a removal at once leave either the client or none, never one back from the dead', async () => {
  for (let round = 0; round < 5; round += 1) {
    const one = await Registered.at(issuer);
    const replace = () => one.replace({ redirect_uris: [HTTPS_REDIRECT] });
    const answers = await Promise.all([replace(), one.remove(), replace(), replace()]);
    expect(answers[1]?.status).toBe(204);
    for (const { status } of answers) expect([200, 204, 401]).toContain(status);
    expect((await one.read()).status).toBe(401);
    await expect(gatehouse.json('clients', 'show', one.clientId)).rejects.toThrow('no client');
  }
});
