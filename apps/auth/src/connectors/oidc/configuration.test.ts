import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { describeConfig } from '../../config/describe-config.ts';
import { ConfigurationError, type Fault } from '@gatehouse/environment';
import { loadConfig } from '../../config/load-config.ts';

const key = () => randomBytes(32).toString('base64');
const KEYS = { ENCRYPTION_KEYS: key(), COOKIE_KEYS: key() };
const OIDC = {
  OIDC_ISSUER: 'https://login.example.com',
  OIDC_CLIENT_ID: 'the-client',
  OIDC_CLIENT_SECRET: 'the-secret',
};
const PRODUCTION = {
  ...KEYS,
  PUBLIC_URL: 'https://auth.example.com',
  DATABASE_URL: 'postgresql://gatehouse:hunter2@db.example.com/gatehouse',
  RESOURCES: 'https://mcp.example.com/mcp',
  ADMIT: 'oidc:1',
};

type Env = Record<string, string | undefined>;

const load = (env: Env) => loadConfig({ ...KEYS, ...env }, { directory: '/nowhere' });

function faultsOf(env: Env): readonly Fault[] {
  try {
    load(env);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
  return [];
}

const variables = (env: Env) => faultsOf(env).map(({ variable }) => variable);

test.each(['anyone', 'corp.com', 'ada@corp.com', 'google:123'])(
  'ADMIT=%s lets nobody in where there is no other provider, and is refused at boot',
  (ADMIT) => {
    expect(variables({ ...PRODUCTION, ...OIDC, ADMIT })).toEqual(['ADMIT']);
    expect(
      variables({
        ...PRODUCTION,
        ...OIDC,
        ADMIT: `${ADMIT === 'anyone' ? 'oidc:2' : ADMIT},oidc:1`,
      }),
    ).toEqual([]);
  },
);

test('the three variables are a way to sign in, in production too', () => {
  const { connectors, admission } = load({ ...PRODUCTION, ...OIDC });
  expect(connectors).toEqual({
    oidc: {
      issuer: 'https://login.example.com',
      clientId: 'the-client',
      clientSecret: 'the-secret',
      label: '',
      scopes: [],
      nameClaim: 'name',
      emailClaim: 'email',
      groupsClaim: '',
      tenants: [],
      vouchedDomains: [],
      emulated: false,
    },
  });
  expect(admission.providers).toMatchObject([{ provider: 'oidc', issuers: [OIDC.OIDC_ISSUER] }]);
});

test('the secret is not described', () => {
  expect(JSON.stringify(describeConfig(load(OIDC)))).not.toContain('the-secret');
});

test.each(Object.keys(OIDC))('without %s, the other two are faults that say so', (missing) => {
  const faults = faultsOf({ ...OIDC, [missing]: '' });
  expect(faults.map(({ variable }) => variable)).toEqual([missing]);
  const others = Object.keys(OIDC).filter((name) => name !== missing);
  expect(faults[0]).toMatchObject({
    problem: `is not set, but ${others.join(' and ')} are`,
    remedy: 'Set OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, or none of them.',
  });
  const [one] = others;
  expect(variables({ [one!]: OIDC[one as keyof typeof OIDC] }).sort()).toEqual(
    Object.keys(OIDC)
      .filter((name) => name !== one)
      .sort(),
  );
});

describe('the issuer', () => {
  test.each(['https://t.example.com/', 'https://kc.example.com/realms/corp'])(
    'is kept to the letter: %s',
    (OIDC_ISSUER) => {
      expect(load({ ...OIDC, OIDC_ISSUER }).connectors.oidc?.issuer).toBe(OIDC_ISSUER);
    },
  );

  test.each([
    'login.example.com',
    'http://login.example.com',
    'https://login.example.com?tenant=1',
    'https://login.example.com/#x',
    'https://user:hunter2@login.example.com',
    'ftp://login.example.com',
  ])('is not %s', (OIDC_ISSUER) => {
    const faults = faultsOf({ ...OIDC, OIDC_ISSUER });
    expect(faults.map(({ variable }) => variable)).toEqual(['OIDC_ISSUER']);
    expect(JSON.stringify(faults)).not.toContain('hunter2');
    expect(faults[0]?.remedy).toContain('https://login.example.com');
  });

  test('may be http on this machine, as an emulator, but not in production', () => {
    const emulated = { ...OIDC, OIDC_ISSUER: 'http://localhost:4003' };
    expect(load(emulated)).toMatchObject({
      emulated: true,
      connectors: { oidc: { emulated: true } },
    });
    expect(variables({ ...emulated, HOST: 'all', ADMIT: 'oidc:1' })).toEqual(['HOST']);
    for (const OIDC_ISSUER of ['http://localhost:4003', 'https://127.0.0.1', 'https://0.0.0.0']) {
      expect(variables({ ...PRODUCTION, ...OIDC, OIDC_ISSUER })).toEqual(['OIDC_ISSUER']);
    }
  });

  test('is not that of another way to sign in', () => {
    const google = { GOOGLE_CLIENT_ID: 'a', GOOGLE_CLIENT_SECRET: 'b' };
    const shared = { ...OIDC, ...google, OIDC_ISSUER: 'https://accounts.google.com' };
    expect(variables(shared)).toEqual(['OIDC_ISSUER']);
  });
});
