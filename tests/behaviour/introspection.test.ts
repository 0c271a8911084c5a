import { beforeAll, describe, expect, inject, test } from 'vitest';
import { Client } from './actors/client.ts';
import { type AddedClient, Gatehouse } from './actors/gatehouse.ts';
import { Person } from './actors/person.ts';
import { LEDGER, NOTES } from './actors/resources.ts';

const stack = inject('stack');
const gatehouse = Gatehouse.of(stack);
let notes: AddedClient;
let ledger: AddedClient;
let client: Client;
let person: Person;
beforeAll(async () => {
  notes = await gatehouse.json('clients', 'add', 'The notes server', '--introspects', NOTES);
  ledger = await gatehouse.json('clients', 'add', 'The ledger', '--introspects', LEDGER);
  client = await Client.register(stack.issuer);
  person = new Person(stack);
});

async function ask(by: AddedClient, token: string) {
  const credentials = Buffer.from(`${by.client_id}:${by.client_secret}`).toString('base64');
  const response = await fetch(new URL('/token/introspection', stack.issuer), {
    method: 'POST',
    headers: { authorization: `Basic ${credentials}` },
    body: new URLSearchParams({ token, token_type_hint: 'access_token' }),
  });
  expect(response.headers.get('cache-control')).toBe('no-store');
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe('introspection of an access token', () => {
  test('by the server of its resource says whose it is and what it allows', async () => {
    const { access_token: token } = await client.obtainTokens(person);
    expect(await ask(notes, token)).toEqual({
      status: 200,
      body: expect.objectContaining({
        active: true,
        iss: stack.issuer,
        aud: NOTES,
        client_id: client.clientId,
        scope: 'notes:read notes:write',
        token_type: 'Bearer',
      }),
    });
  });

  test('by the server of another resource says nothing', async () => {
    const { access_token: token } = await client.obtainTokens(person);
    expect(await ask(ledger, token)).toEqual({ status: 200, body: { active: false } });
  });

  test('says inactive from the moment that its grant has ended, before it has expired', async () => {
    const tokens = await client.obtainTokens(person);
    expect((await ask(notes, tokens.access_token)).body.active).toBe(true);
    await client.revoke(tokens.access_token);
    expect((await ask(notes, tokens.access_token)).body).toEqual({ active: false });
    expect((await client.refresh(tokens)).body.error).toBe('invalid_grant');
  });

  test('is refused to a wrong secret with 401', async () => {
    const { status, body } = await ask({ ...notes, client_secret: 'wrong' }, 'x');
    expect([status, body.error]).toEqual([401, 'invalid_client']);
  });
});
