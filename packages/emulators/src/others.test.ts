import { createHash } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import type { Running } from './emulator.ts';
import { entraPeople, startEntraEmulator } from './entra.ts';
import { type EmulatedClient, oktaPeople, startOktaEmulator } from './okta.ts';

const REDIRECT_URI = 'http://localhost:3000/callback/oidc-one';
const CLIENT: EmulatedClient = {
  port: 0,
  clientId: 'the-client',
  clientSecret: 'not-a-secret',
  redirectUris: [REDIRECT_URI],
};
const running: Running[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((emulator) => emulator.close()));
});

async function started(starting: Promise<Running>): Promise<string> {
  const emulator = await starting;
  running.push(emulator);
  return emulator.url;
}

interface Metadata {
  readonly issuer: string;
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
}

async function metadataBelow(issuer: string): Promise<Metadata> {
  const response = await fetch(`${issuer}/.well-known/openid-configuration`);
  return (await response.json()) as Metadata;
}

/** Signs in without a browser. @returns the claims of the ID token, unverified */
async function claimsOf(metadata: Metadata, account: Record<string, string>, scope: string) {
  const verifier = 'v'.repeat(43);
  const chosen = await fetch(`${metadata.authorization_endpoint}/callback`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({
      ...account,
      scope,
      redirect_uri: REDIRECT_URI,
      state: 's',
      nonce: 'n',
      client_id: CLIENT.clientId,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    }),
  });
  const { searchParams } = new URL(chosen.headers.get('location') ?? '');
  const answer = await fetch(metadata.token_endpoint, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: searchParams.get('code') ?? '',
      redirect_uri: REDIRECT_URI,
      code_verifier: verifier,
      client_id: CLIENT.clientId,
      client_secret: CLIENT.clientSecret,
    }),
  });
  const { id_token: idToken } = (await answer.json()) as { id_token: string };
  const [, payload = ''] = idToken.split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
}

test.each(['org', 'default'] as const)(
  'Okta’s server %s tells the groups of each person by name',
  async (server) => {
    const url = await started(startOktaEmulator(CLIENT, server));
    const issuer = server === 'org' ? url : `${url}/oauth2/default`;
    const metadata = await metadataBelow(issuer);
    expect(metadata.issuer).toBe(issuer);
    for (const { id, groups } of oktaPeople) {
      const claims = await claimsOf(metadata, { user_ref: id }, 'openid groups');
      expect(claims).toMatchObject({ iss: issuer, sub: id });
      expect(new Set(claims['groups'] as string[])).toEqual(new Set(groups));
    }
    expect(await claimsOf(metadata, { user_ref: oktaPeople[0]!.id }, 'openid')).not.toHaveProperty(
      'groups',
    );
  },
);

test('Entra ID signs in the name of the tenant of each person, and names them all by a template', async () => {
  const url = await started(startEntraEmulator(CLIENT));
  const metadata = await metadataBelow(`${url}/organizations/v2.0`);
  expect(metadata.issuer).toBe(`${url}/{tenantid}/v2.0`);
  for (const { email, tenant } of entraPeople) {
    const claims = await claimsOf(metadata, { email }, 'openid');
    expect(claims).toMatchObject({ iss: `${url}/${tenant}/v2.0`, tid: tenant, email });
  }
  const one = await metadataBelow(`${url}/${entraPeople[0]!.tenant}/v2.0`);
  expect(one.issuer).toBe(`${url}/${entraPeople[0]!.tenant}/v2.0`);
});
