import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { embeddedDirectory } from '@gatehouse/database/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Stack, startStack } from '../harness/stack.ts';
import { Client } from './actors/client.ts';
import { type AddedClient, Gatehouse } from './actors/gatehouse.ts';
import { jsonBodies } from './actors/hostile-bodies.ts';
import { Person } from './actors/person.ts';
import { NOTES, RESOURCES } from './actors/resources.ts';
import { vsCode } from './real-clients/editors.ts';

let stack: Stack;
let gatehouse: Gatehouse;
beforeAll(async () => {
  const dataTemplate = await embeddedDirectory();
  stack = await startStack({ dataTemplate, withMcp: false, auth: { RESOURCES } });
  gatehouse = Gatehouse.of(stack);
});
afterAll(() => stack?.stop());

interface Listed {
  readonly clients: readonly { readonly client_id: string; readonly disabled_at: string | null }[];
}

describe('gatehouse clients, through the running server', () => {
  test('adds a client and prints its secret once', async () => {
    const { exitCode, stdout, stderr } = await gatehouse.run(
      'clients',
      'add',
      'Reports',
      '--resource',
      NOTES,
      '--scope',
      'notes:read',
    );
    expect([exitCode, stderr]).toEqual([0, '']);
    const [, clientId = ''] = /^client_id: +(client_\S+)$/m.exec(stdout) ?? [];
    const [, secret = ''] = /^client_secret: (\S{43})$/m.exec(stdout) ?? [];
    expect(secret).not.toBe('');
    const shown = await gatehouse.run('clients', 'show', clientId, '--json');
    expect(JSON.parse(shown.stdout)).toEqual({
      client_id: clientId,
      client_name: 'Reports',
      kind: 'operator',
      grant_types: ['client_credentials'],
      token_endpoint_auth_method: 'client_secret_basic',
      redirect_uris: [],
      scope: 'notes:read',
      resources: [NOTES],
      introspects: [],
      id_token_signed_response_alg: 'RS256',
      silent: false,
      trusted: false,
      pkce: 'required',
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      last_used_on: null,
      registration_token_id: null,
      disabled_at: null,
    });
    expect(shown.stdout + stack.logs()).not.toContain(secret);
  });

  test('lists clients of both kinds, and what they call themselves does not steer the terminal', async () => {
    const escape = '\u001b[2J\u001b]0;owned\u0007\u202e\u009b2J\u2028';
    const own = await Client.register(stack.issuer, { client_name: `Own${escape}` });
    const { stdout } = await gatehouse.run('clients', 'list');
    expect(stdout).toMatch(
      new RegExp(`^${own.clientId}  dynamic   registered [\\d-]{10}  used never       Own`, 'm'),
    );
    expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}]/u);
    const shown = await gatehouse.run('clients', 'show', own.clientId, '--json');
    expect(shown.stdout.trimEnd()).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
    expect(JSON.parse(shown.stdout)).toMatchObject({ client_name: `Own${escape}` });
    const { clients } = await gatehouse.json<Listed>('clients', 'list', '--kind', 'operator');
    expect(clients.map(({ client_id: id }) => id)).not.toContain(own.clientId);
  });

  test('signs people in for a client that was added, which needs its secret', async () => {
    const uri = 'https://app.example/callback';
    const added = await gatehouse.json<AddedClient>(
      'clients',
      'add',
      'A web app',
      '--redirect-uri',
      uri,
    );
    const app = new Client(stack.issuer, added.client_id, uri, added.client_secret);
    const tokens = await app.obtainTokens(new Person(stack));
    expect((await app.refresh(tokens)).status).toBe(200);
  });

  test('takes https on loopback beside http, as registration does, and it signs people in', async () => {
    const uris = ['https://localhost:1234/callback', 'http://127.0.0.1/callback'];
    const options = uris.flatMap((uri) => ['--redirect-uri', uri]);
    const command = ['clients', 'add', 'A CLI', '--auth-method', 'none', ...options];
    const added = await gatehouse.json<AddedClient>(...command);
    const at = 'https://localhost:50123/callback';
    const tokens = await new Client(stack.issuer, added.client_id, at).obtainTokens(
      new Person(stack),
    );
    expect(tokens.access_token).toBeTypeOf('string');
    const refused = await gatehouse.run(...command, '--redirect-uri', 'ms-settings:x');
    expect([refused.exitCode, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toContain('ms-settings:');
  });

  test('registers a client by a copy of its document, and says what is wrong with another', async () => {
    const file = join(stack.dataDirectory, 'copy.json');
    const add = ['clients', 'add', '--document', vsCode.document.client_id, '--file', file];
    await writeFile(file, JSON.stringify(vsCode.document));
    const added = await gatehouse.json(...add);
    expect(added).toMatchObject({
      kind: 'document',
      document: { pinned: true, by_operator: true },
    });
    const client = new Client(stack.issuer, vsCode.document.client_id, 'http://127.0.0.1:33418/');
    const tokens = await client.obtainTokens(new Person(stack));
    expect((await client.refresh(tokens)).status).toBe(200);
    await writeFile(file, JSON.stringify({ ...vsCode.document, client_secret: 's' }));
    const refused = await gatehouse.run(...add);
    expect([refused.exitCode, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toContain('client_secret must not be published');
  });

  test('is told in words of every body that is no input', async () => {
    const socketPath = join(stack.dataDirectory, 'control.sock');
    const post = (body: string | Uint8Array) =>
      new Promise<string>((resolve, reject) => {
        request({ socketPath, method: 'POST', path: '/v1/operations/clients.show' }, (answer) => {
          void answer
            .setEncoding('utf8')
            .toArray()
            .then((text) => {
              const { fault } = JSON.parse(text.join('')) as { fault: { code: string } };
              resolve(`${answer.statusCode} ${fault.code}`);
            }, reject);
        })
          .on('error', reject)
          .end(body);
      });
    for (const [what, { body }] of Object.entries(jsonBodies('"client_id":"client_nobody"'))) {
      expect([what, await post(body)]).toEqual([
        what,
        expect.stringMatching(/^409 (?:invalid_input|unreadable_input|unknown_client)$/),
      ]);
    }
    expect(stack.logs()).not.toContain('a command failed');
  });

  test('removes a client with what people had allowed it', async () => {
    const client = await Client.register(stack.issuer);
    const tokens = await client.obtainTokens(new Person(stack));
    await gatehouse.json('clients', 'remove', client.clientId);
    const { status, body } = await client.refresh(tokens);
    expect([status, body.error]).toEqual([401, 'invalid_client']);
    const again = await gatehouse.run('clients', 'remove', client.clientId);
    expect([again.exitCode, again.stdout]).toEqual([1, '']);
    expect(again.stderr).toContain('There is no client');
  });

  test('takes public keys, and refuses private ones', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    for (const [name, key] of Object.entries({ privateKey, publicKey })) {
      const jwks = { keys: [{ ...key.export({ format: 'jwk' }), kid: 'k' }] };
      await writeFile(join(stack.dataDirectory, `${name}.json`), JSON.stringify(jwks));
    }
    const add = (file: string) =>
      gatehouse.run('clients', 'add', 'Signs', '--resource', NOTES, '--jwks', file, '--json');
    const { exitCode, stdout } = await add('publicKey.json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ token_endpoint_auth_method: 'private_key_jwt' });
    expect(JSON.parse(stdout)).not.toHaveProperty('client_secret');
    const refused = await add('privateKey.json');
    expect([refused.exitCode, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toContain('private member d');
  });

  test.each([
    ['an http redirect', ['--redirect-uri', 'http://app.example/cb'], 'loopback'],
    ['a script', ['--redirect-uri', 'javascript:alert(1)'], 'javascript:'],
    ['nothing to do', [], 'at least one resource'],
    ['a resource that is not ours', ['--resource', 'https://nobody.example'], 'not a resource'],
    ['a scope that nobody has', ['--resource', NOTES, '--scope', 'fly'], 'has the scope "fly"'],
    ['no secret, for itself', ['--resource', NOTES, '--auth-method', 'none'], 'prove who it is'],
    [
      'a grant type that is not served',
      ['--resource', NOTES, '--grant-type', 'password'],
      '--grant-type',
    ],
    ['keys that are not there', ['--resource', NOTES, '--auth-method', 'private_key_jwt'], 'jwks'],
  ])('refuses a client with %s, and says what is wrong', async (_what, options, words) => {
    // The day of use of those that are there is written once a minute.
    const there = async () =>
      (await gatehouse.json<Listed>('clients', 'list')).clients.map((one) => ({
        ...one,
        last_used_on: undefined,
      }));
    const before = await there();
    const { exitCode, stdout, stderr } = await gatehouse.run('clients', 'add', 'Wrong', ...options);
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toContain(words);
    expect(stderr.trimEnd().split('\n')).toHaveLength(2);
    expect(await there()).toEqual(before);
  });
});

describe('without a running server', () => {
  test('a command opens the database by itself, and the server finds what it did', async () => {
    await stack.auth.stop();
    const added = await gatehouse.json<AddedClient>(
      'clients',
      'add',
      'Offline',
      '--resource',
      NOTES,
    );
    await stack.auth.start();
    const response = await fetch(new URL('/token', stack.issuer), {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: added.client_id,
        client_secret: added.client_secret,
      }),
    });
    expect(response.status).toBe(200);
  });
});
