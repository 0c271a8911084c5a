/** The page on providers, followed to the letter: its variables, and what each provider says of somebody. */
import { randomBytes } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { describe, expect, test } from 'vitest';
import { admits } from '../../admission/admits.ts';
import { loadConfig } from '../../config/load-config.ts';
import type { UpstreamIdentity } from '../../upstream/identity.ts';
import { callback, expectation, failureOf } from '../../upstream/testing/expectation.ts';
import { createConnectors } from '../create-connectors.ts';
import { documentedPresets, type Preset } from './testing/documented-presets.ts';
import { KNOWN_PROVIDERS } from './testing/known-providers.ts';
import { playedProvider } from './testing/played-provider.ts';

const key = () => randomBytes(32).toString('base64');
const PRODUCTION = {
  ENCRYPTION_KEYS: key(),
  COOKIE_KEYS: key(),
  PUBLIC_URL: 'https://auth.example.com',
  DATABASE_URL: 'postgresql://gatehouse:hunter2@db.example.com/gatehouse',
  RESOURCES: 'https://mcp.example.com/mcp',
};
const PRESETS = documentedPresets();

/** Who is let in as the page has it, and with which groups. */
const PEOPLE: Readonly<
  Record<string, { readonly name: string; readonly groups: readonly string[] }>
> = {
  'Entra ID, one tenant': {
    name: 'Ada Lovelace',
    groups: ['0760b6cf-170e-4a14-91b3-4b78e0739963', '3b2b0c93-acd8-4208-8eba-7a48db1cd4c0'],
  },
  'Entra ID, several tenants': {
    name: 'Grace Hopper',
    groups: ['0760b6cf-170e-4a14-91b3-4b78e0739963'],
  },
  Okta: { name: 'Ada Lovelace', groups: ['Everyone', 'Sales, North'] },
  'Okta, a custom authorization server': {
    name: 'Ada Lovelace',
    groups: ['Everyone', 'Engineering'],
  },
  Auth0: { name: 'Ada Lovelace', groups: ['engineering'] },
  Keycloak: { name: 'Ada Lovelace', groups: ['/engineering/platform', '/staff'] },
  GitLab: { name: 'Ada Lovelace', groups: ['example', 'example/platform'] },
  ZITADEL: { name: 'Ada Lovelace', groups: ['engineer'] },
};

function variable(preset: Preset, stem: string): string | undefined {
  return Object.entries(preset.environment).find(([name]) => name.startsWith(`${stem}_`))?.[1];
}

/** The variables as they stand on the page, in production. */
function configured({ environment }: Preset) {
  const config = loadConfig({ ...PRODUCTION, ...environment }, { directory: '/nowhere' });
  return { config, id: Object.keys(config.connectors)[0] ?? '' };
}

/** Signs somebody in, with some claims changed in the ID token and at userinfo. */
async function signIn(preset: Preset, change: (claims: JWTPayload) => JWTPayload = (same) => same) {
  const { config, id } = configured(preset);
  const expected = expectation(id);
  const provider = await playedProvider(KNOWN_PROVIDERS[preset.name]!, {
    clientId: variable(preset, 'OIDC_CLIENT_ID')!,
    clientSecret: variable(preset, 'OIDC_CLIENT_SECRET')!,
    nonce: expected.nonce,
    idToken: change(preset.idToken),
    ...(preset.userinfo && { userinfo: change(preset.userinfo) }),
  });
  const connector = createConnectors(
    { connectors: config.connectors, rules: [config.admission] },
    { fetch: provider.fetch },
  ).get(id)!;
  const url = await connector.authorizationUrl(expected);
  const { iss } = provider;
  const returned = { code: 'the-code', state: expected.state, ...(iss && { iss }) };
  const identity = () => connector.identify(callback(returned), expected);
  const admitted = (who: UpstreamIdentity) => admits(config.admission, [who]);
  return { provider, connector, url, identity, admitted };
}

const inOtherLetters = (text: string) =>
  text.replace(/[a-z]/gi, (one) => (one < 'a' ? one.toLowerCase() : one.toUpperCase()));

const without = (claim: string) => (claims: JWTPayload) =>
  Object.fromEntries(Object.entries(claims).filter(([name]) => name !== claim));

test('every provider of the page is known here, and no other', () => {
  const names = PRESETS.map(({ name }) => name).sort();
  expect(Object.keys(KNOWN_PROVIDERS).sort()).toEqual(names);
  expect(Object.keys(PEOPLE).sort()).toEqual(names);
});

describe.each(PRESETS.map((preset) => [preset.name, preset] as const))('%s', (name, preset) => {
  test('lets in whom its rules name, by name and groups', async () => {
    const { provider, url, identity, admitted } = await signIn(preset);
    expect(url.href).toContain(provider.authorizationEndpoint);
    const who = await identity();
    expect(who).toMatchObject(PEOPLE[name]!);
    expect(who).toMatchObject({ subject: preset.idToken.sub, issuer: preset.idToken.iss });
    expect(who).toMatchObject({ emailVerified: false, verifiedEmails: [] });
    expect(admitted(who)).toBe(true);
    expect(provider.asked.has('userinfo')).toBe(preset.userinfo !== undefined);
  });

  test('lets in nobody without these groups, or with groups of other letters', async () => {
    const claim = variable(preset, 'OIDC_GROUPS_CLAIM')!;
    const outside = await signIn(preset, without(claim));
    expect(outside.admitted(await outside.identity())).toBe(false);
    const groups = PEOPLE[name]!.groups.map(inOtherLetters);
    const other = await signIn(preset, (claims) => ({ ...claims, [claim]: groups }));
    expect(other.admitted(await other.identity())).toBe(false);
  });

  test('has the redirect URI of its variables on the page', () => {
    const { id } = configured(preset);
    const named = [...preset.text.matchAll(/PUBLIC_URL\/callback\/([\w-]+)/g)].map(
      ([, one]) => one,
    );
    expect(new Set([id, ...named])).toEqual(new Set([id]));
    const first = PRESETS.find((one) => configured(one).id === id);
    expect(first !== preset || named.length > 0).toBe(true);
  });

  test('lets in nobody whose userinfo is of somebody else', async () => {
    if (preset.userinfo === undefined) return;
    const { identity } = await signIn({
      ...preset,
      userinfo: { ...preset.userinfo, sub: 'somebody else' },
    });
    expect((await failureOf(identity())).code).toBe('invalid_response');
  });
});

describe('another claim of groups that the page names', () => {
  test.each<[string, string, string, JWTPayload, readonly string[]]>([
    [
      'Entra ID, one tenant',
      'OIDC_GROUPS_CLAIM_ENTRA',
      'roles',
      { roles: ['Engineer'] },
      ['Engineer'],
    ],
    [
      'Keycloak',
      'OIDC_GROUPS_CLAIM_KEYCLOAK',
      'realm_access.roles',
      { realm_access: { roles: ['offline_access', 'engineer'] } },
      ['offline_access', 'engineer'],
    ],
    ['GitLab', 'OIDC_GROUPS_CLAIM_GITLAB', 'groups_direct', {}, ['example/platform']],
  ])('%s: %s=%s', async (name, variableName, claim, claims, groups) => {
    const preset = PRESETS.find((one) => one.name === name)!;
    expect(preset.text).toContain(claim);
    const environment = { ...preset.environment, [variableName]: claim };
    const { identity } = await signIn({ ...preset, environment }, (given) => ({
      ...given,
      ...claims,
    }));
    expect((await identity()).groups).toEqual(groups);
  });
});

test('Entra ID: who is in too many groups is told to the operator, with what the page says', async () => {
  const preset = PRESETS.find(({ name }) => name === 'Entra ID, one tenant')!;
  const { identity } = await signIn(preset, (claims) => ({
    ...without('groups')(claims),
    _claim_names: { groups: 'src1' },
    _claim_sources: {
      src1: { endpoint: 'https://graph.microsoft.com/v1.0/users/cb7eda1b/getMemberObjects' },
    },
  }));
  const error = await failureOf(identity());
  expect(error).toMatchObject({ code: 'misconfigured', reason: 'groups_overage' });
  expect(error.remedy).toContain('only the groups that are assigned to this application');
  expect(preset.text).toContain('*Groups assigned to the application* avoids it');
});
