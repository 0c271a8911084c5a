import { describe, expect, it } from 'vitest';

import { startProxy } from './running-proxy.ts';

const redirect = 'https://client.example/callback';
const lists = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const objects = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

/** Every member that RFC 7591 §2 has, and what nobody has. */
const members = [
  'redirect_uris',
  'token_endpoint_auth_method',
  'grant_types',
  'response_types',
  'client_name',
  'client_name#de',
  'client_uri',
  'logo_uri',
  'scope',
  'contacts',
  'tos_uri',
  'jwks_uri',
  'jwks',
  'software_id',
  'software_version',
  'software_statement',
  'require_pushed_authorization_requests',
  'id_token_signed_response_alg',
  'nobody_knows',
];

type Answer = Readonly<Record<string, unknown>>;

/** Registers with one member of this value, as it stands in the JSON. */
async function registered(origin: string, name: string, value: string) {
  const response = await fetch(`${origin}/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `{"redirect_uris":["${redirect}"],${JSON.stringify(name)}:${value}}`,
  });
  return { status: response.status, answer: (await response.json()) as Answer };
}

/** What is kept is what we keep, and a refusal is in our words. */
function isOurs(status: number, answer: Answer): boolean {
  const { error, error_description: text, redirect_uris: uris, grant_types: grants } = answer;
  if (status === 201) {
    return `${String(uris)} ${String(grants)}` === `${redirect} authorization_code,refresh_token`;
  }
  return (
    status === 400 &&
    /^invalid_(?:client_metadata|redirect_uri)$/.test(String(error)) &&
    /^(?:redirect_uris|\w+ is not supported as it is given)/.test(String(text))
  );
}

describe('whatever a member is, the answer is ours', () => {
  it.each([
    '{"toString":1}',
    '[{"toString":1}]',
    '[{"toString":null,"valueOf":null}]',
    '{"__proto__":{"includes":1},"length":1}',
    '[["authorization_code"]]',
    '[[["x"],null],{}]',
    '["\\ud800",7,true]',
    '"\\udfff"',
    '1e999',
    lists(9),
  ])('%s', async (value) => {
    const { origin, logLines } = await startProxy();
    const answers = await Promise.all(
      members.map(async (name) => {
        const { status, answer } = await registered(origin, name, value);
        return `${name}: ${isOurs(status, answer) ? 'ours' : `${status} ${JSON.stringify(answer)}`}`;
      }),
    );
    expect(answers).toEqual(members.map((name) => `${name}: ours`));
    expect(logLines.join('')).not.toMatch(/"level":(50|60)/);
  });
});

it.each(members)('no registration goes on for ever, in %s as little as elsewhere', async (name) => {
  const { origin } = await startProxy();
  for (const value of [lists(11), lists(7900), objects(2500)]) {
    const { status, answer } = await registered(origin, name, value);
    expect(status).toBe(400);
    expect(answer).toEqual({
      error: 'invalid_client_metadata',
      error_description: 'The metadata is nested more than 10 levels deep.',
    });
  }
});
