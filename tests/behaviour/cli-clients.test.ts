import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { importSPKI, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Stack, startStack } from '../harness/stack.ts';
import { Client } from './actors/client.ts';
import { type AddedClient, Gatehouse } from './actors/gatehouse.ts';
import { jsonBodies } from './actors/hostile-bodies.ts';
import { Person } from './actors/person.ts';
import { NOTES, RESOURCES } from './actors/resources.ts';

const OWN = 'https://own.example/mcp';

let stack: Stack;
let gatehouse: Gatehouse;
beforeAll(async () => {
  const ADMIT = 'github-org:analytical-engines';
  stack = await startStack({ withMcp: false, auth: { RESOURCES, ADMIT } });
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

  test('is told in words of every body that is no input', async () => {
    const socketPath = join(stack.dataDirectory, 'control.sock');
    const post = (body: string | Uint8Array) =>
      new Promise<string>((resolve, reject) => {
        request({ socketPath, method: 'POST', path: '/v1/operations/clients.show' }, (answer) => {
          void answer
            .setEncoding('utf8')
            .toArray()
            .then((text) => {
              const { code } = JSON.parse(text.join('')) as { code: string };
              resolve(`${answer.statusCode} ${code}`);
            }, reject);
        })
          .on('error', reject)
          .end(body);
      });
    for (const [what, { body }] of Object.entries(jsonBodies('"client_id":"client_nobody"'))) {
      expect([what, await post(body)]).toEqual([
        what,
        expect.stringMatching(/^409 (?:invalid_input|unknown_client)$/),
      ]);
    }
    expect(stack.logs()).not.toContain('a command failed');
  });

  test('shows which organisation ADMIT has meant since a member signed in, and forgets it', async () => {
    const pin = /github-org:analytical-engines {2}[1-9]\d* at http:\/\/localhost:\d+, since \d{4}-/;
    expect((await gatehouse.run('admission', 'list')).stdout).toMatch(pin);
    const unpin = ['admission', 'unpin', 'Analytical-Engines'];
    expect((await gatehouse.run(...unpin)).stdout).toMatch(/^Unpinned github-org:a/);
    expect((await gatehouse.run('admission', 'list')).stdout).toBe('No organisation is pinned.\n');
    expect(await gatehouse.run(...unpin)).toMatchObject({
      exitCode: 1,
      stdout: '',
      stderr: expect.stringContaining(
        'No organisation is pinned as "Analytical-Engines".',
      ) as string,
    });
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
    const before = await gatehouse.json<Listed>('clients', 'list');
    const { exitCode, stdout, stderr } = await gatehouse.run('clients', 'add', 'Wrong', ...options);
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toContain(words);
    expect(stderr.trimEnd().split('\n')).toHaveLength(2);
    expect(await gatehouse.json<Listed>('clients', 'list')).toEqual(before);
  });
});

describe('gatehouse resources', () => {
  const names = async () => {
    const { resources } = await gatehouse.json<{
      resources: { resource: string; source: string }[];
    }>('resources', 'list');
    return resources.map(({ resource, source }) => `${source} ${resource}`);
  };

  test('adds one that survives a restart, and that people and programs get tokens for', async () => {
    const scopes = ['--scope', 'own:read=Read what is yours', '--scope', 'own:all=Do anything'];
    await gatehouse.json('resources', 'add', OWN, '--name', 'Own', ...scopes);
    await stack.auth.stop();
    await stack.auth.start();
    expect(await names()).toEqual([
      `environment ${NOTES}`,
      'environment https://ledger.example/mcp',
      `operator ${OWN}`,
    ]);
    const client = await Client.register(stack.issuer);
    const tokens = await client.obtainTokens(new Person(stack), { resource: OWN });
    expect(tokens.scope).toBe('own:all own:read');
  });

  test.each([
    ['with another spelling of one that is there', [`${OWN}/`], 'is there already'],
    ['that is no URL', ['own'], 'is not'],
    ['whose scope has no description', ['https://b.example', '--scope', 'read'], 'no description'],
    ['that redefines openid', ['https://b.example', '--scope', 'openid=x'], 'OpenID'],
  ])('refuses one %s', async (_what, args, words) => {
    const { exitCode, stdout, stderr } = await gatehouse.run('resources', 'add', ...args);
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toContain(words);
  });

  test('removes what a command has added, and says what to do about the others', async () => {
    expect((await gatehouse.run('resources', 'remove', OWN)).exitCode).toBe(0);
    const { exitCode, stderr } = await gatehouse.run('resources', 'remove', NOTES);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('Take it out of RESOURCES');
    expect(await names()).toEqual([
      `environment ${NOTES}`,
      'environment https://ledger.example/mcp',
    ]);
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

describe('gatehouse token', () => {
  test('prints a token and the key that verifies it, without a database', async () => {
    const nowhere = new Gatehouse({}, stack.dataDirectory);
    const made = await nowhere.json<{ access_token: string; public_key_pem: string }>(
      'token',
      '--audience',
      'http://localhost:8000/mcp',
      '--subject',
      'ada',
      '--scope',
      'mcp:read',
      '--scope',
      'mcp:write',
      '--expires-in',
      '2m',
    );
    const key = await importSPKI(made.public_key_pem, 'ES256');
    const { payload, protectedHeader } = await jwtVerify(made.access_token, key, {
      issuer: 'http://localhost:3000',
      audience: 'http://localhost:8000/mcp',
      typ: 'at+jwt',
    });
    expect(protectedHeader.alg).toBe('ES256');
    expect(payload).toMatchObject({ sub: 'ada', scope: 'mcp:read mcp:write' });
    expect(payload.exp! - payload.iat!).toBe(120);
  });

  test('needs an audience, and a duration that is one', async () => {
    const nowhere = new Gatehouse({}, stack.dataDirectory);
    expect((await nowhere.run('token')).exitCode).toBe(2);
    const { exitCode, stderr } = await nowhere.run('token', '--audience', 'a', '--expires-in', 'x');
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('is no duration')]);
  });
});
