/**
 * Whatever is sent to an endpoint for programs: it ends in the standard's own error, or in success without
 * what was unusable; never in a fault of ours, nor in an error line of the log.
 */
import { testDatabaseUrl } from '@gatehouse/database/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startStack } from '../harness/stack.ts';
import { Client, HTTPS_REDIRECT } from './actors/client.ts';
import { FORM, faultOf, post, shortly, tellsOfAFault, words } from './actors/hostile-answers.ts';
import {
  type Body,
  FORM_VALUES,
  formBodies,
  JSON_VALUES,
  jsonBodies,
} from './actors/hostile-bodies.ts';
import { rawRequest } from './actors/raw-request.ts';
import { RESOURCES } from './actors/resources.ts';

// Of its own: what others do at the shared one is no fault of these.
const stack = await startStack({
  databaseUrl: await testDatabaseUrl(),
  withMcp: false,
  auth: { RESOURCES },
});
afterAll(() => stack.stop());

/** Sends every body. @returns what was wrong, by body */
async function faults(
  path: string,
  contentType: string,
  bodies: Readonly<Record<string, Body>>,
): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [what, body] of Object.entries(bodies)) {
    const fault = faultOf(await post(new URL(path, stack.issuer), contentType, body));
    if (fault !== undefined) found[what] = fault;
  }
  return found;
}

const MEMBERS = words(`
    redirect_uris client_name client_name#ja client_uri logo_uri policy_uri
    tos_uri contacts scope grant_types response_types response_modes
    application_type subject_type token_endpoint_auth_method jwks jwks_uri
    token_endpoint_auth_signing_alg id_token_signed_response_alg software_id
    userinfo_signed_response_alg id_token_encrypted_response_alg software_version
    request_object_signing_alg require_auth_time dpop_bound_access_tokens
    require_pushed_authorization_requests software_statement default_max_age
    default_acr_values initiate_login_uri post_logout_redirect_uris request_uris
    sector_identifier_uri client_id client_secret client_secret_expires_at
    client_id_issued_at registration_access_token operator_terms id_token_x_enc
  `);
const REGISTRATION = '"redirect_uris":["http://127.0.0.1/cb"]';

describe('registration', () => {
  test('of a body that is hostile as a whole', async () => {
    expect(await faults('/reg', 'application/json', jsonBodies(REGISTRATION))).toEqual({});
  });

  test.each(MEMBERS)('with a hostile %s', async (name) => {
    const bodies = JSON_VALUES.map((value) => [
      shortly(value),
      { body: `{${REGISTRATION},"${name}":${value}}` },
    ]);
    expect(await faults('/reg', 'application/json', Object.fromEntries(bodies))).toEqual({});
  });
});

describe('a form for programs', () => {
  let client: Client;
  beforeAll(async () => {
    client = await Client.register(stack.issuer, {
      redirect_uris: [HTTPS_REDIRECT],
      token_endpoint_auth_method: 'client_secret_post',
    });
  });

  const FIELDS: Readonly<Record<string, readonly string[]>> = {
    '/token': words(`
    grant_type code code_verifier redirect_uri refresh_token scope
    resource client_id client_secret client_assertion client_assertion_type
  `),
    '/token/revocation': ['token', 'token_type_hint', 'client_id', 'client_secret'],
    '/token/introspection': ['token', 'token_type_hint', 'client_id', 'client_secret'],
    '/me': ['access_token', 'scope'],
  };

  const GRANTS = ['authorization_code', 'refresh_token', 'client_credentials'];
  const CASES = Object.entries(FIELDS).flatMap(([path, names]) =>
    (path === '/token' ? GRANTS : ['any']).flatMap((grant) =>
      names.map((name) => [path, grant, name] as const),
    ),
  );

  test.each(CASES)('to %s, for the grant %s, with a hostile %s', async (path, grant, name) => {
    const { [name]: _replaced, ...others } = {
      grant_type: grant,
      client_id: client.clientId,
      client_secret: client.clientSecret ?? '',
      [grant === 'refresh_token' ? 'refresh_token' : 'code']: 'x'.repeat(43),
      code_verifier: 'v'.repeat(43),
      redirect_uri: HTTPS_REDIRECT,
      token: 'x'.repeat(43),
    } as Record<string, string>;
    const ordinary = new URLSearchParams(others).toString();
    const bodies = FORM_VALUES.map((value) => [
      shortly(value),
      { body: `${ordinary}&${name}=${value}` },
    ]);
    expect(await faults(path, FORM, Object.fromEntries(bodies))).toEqual({});
  });

  test.each(Object.keys(FIELDS))('to %s, hostile as a whole', async (path) => {
    const credentials = `client_id=${client.clientId}&client_secret=${client.clientSecret}`;
    expect(await faults(path, FORM, formBodies(credentials))).toEqual({});
  });

  test.each(['iss', 'sub', 'aud', 'jti', 'exp'])(
    'with an assertion whose %s is hostile',
    async (claim) => {
      const encoded = (json: string) => Buffer.from(json).toString('base64url');
      const bodies = JSON_VALUES.map((value) => {
        const claims = `{"iss":"${client.clientId}","sub":"${client.clientId}","${claim}":${value}}`;
        const jwt = `${encoded('{"alg":"ES256"}')}.${encoded(claims)}.${encoded('x')}`;
        const fields = { grant_type: 'client_credentials', client_assertion: jwt };
        const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
        const body = new URLSearchParams({ ...fields, client_assertion_type: type }).toString();
        return [shortly(value), { body }];
      });
      expect(await faults('/token', FORM, Object.fromEntries(bodies))).toEqual({});
    },
  );

  test.each(Object.keys(FIELDS))('to %s, with hostile credentials in the header', async (path) => {
    const bodies = [
      ...FORM_VALUES.map((value) => value.slice(0, 4_000)).map(
        (value) => `Basic ${Buffer.from(`${value}:${value}`).toString('base64')}`,
      ),
      `Basic ${Buffer.from([0xed, 0xa0, 0x80, 0x3a, 0xff]).toString('base64')}`,
      'Basic \u00ff',
      'Basic',
      'Bearer __proto__',
      `Bearer ${'x'.repeat(4_000)}`,
    ].map((authorization) => [
      shortly(authorization),
      { body: 'grant_type=client_credentials&token=x', headers: { authorization } },
    ]);
    expect(await faults(path, FORM, Object.fromEntries(bodies))).toEqual({});
  });
});

test.each(['/reg', '/token', '/token/revocation', '/me'])(
  '%s answers lengths that are lies, and goes on',
  async (path) => {
    const type = path === '/reg' ? 'application/json' : FORM;
    const lines = (...more: string[]) => [
      `POST ${path} HTTP/1.1`,
      `Host: ${new URL(stack.issuer).host}`,
      `Content-Type: ${type}`,
      ...more,
    ];
    const statuses = [
      await rawRequest(stack.issuer, lines('Content-Length: 1'), '{"a":1}'),
      await rawRequest(stack.issuer, lines('Content-Length: -1'), '{}'),
      await rawRequest(stack.issuer, lines('Content-Length: 1e3'), '{}'),
      await rawRequest(stack.issuer, lines('Content-Length: 2', 'Content-Length: 3'), '{}'),
      await rawRequest(stack.issuer, lines('Transfer-Encoding: chunked'), 'zz\r\n{}\r\n0\r\n\r\n'),
      await rawRequest(stack.issuer, lines('Transfer-Encoding: chunked'), '2\r\n{}\r\n0\r\n\r\n'),
      await rawRequest(stack.issuer, lines('Transfer-Encoding: gzip'), '{}'),
    ].map(({ status }) => status);
    expect(statuses.filter((status) => !(status >= 400 && status < 500))).toEqual([]);
    const next = await post(new URL(path, stack.issuer), type, {
      body: type === FORM ? 'a=b' : `{${REGISTRATION}}`,
    });
    expect([201, 400, 401]).toContain(next.status);
  },
);

test('none of all this is an error in the log', async () => {
  const lines = stack.auth.output.split('\n');
  expect(lines.filter(tellsOfAFault)).toEqual([]);
  expect(lines.length).toBeGreaterThan(100);
});
