import { randomBytes } from 'node:crypto';
import { ConfigurationError, type Fault } from '@gatehouse/environment';
import { describe, expect, test } from 'vitest';
import { describeConfig } from '../../config/describe-config.ts';
import { loadConfig } from '../../config/load-config.ts';

const key = () => randomBytes(32).toString('base64');
const KEYS = { ENCRYPTION_KEYS: key(), COOKIE_KEYS: key() };
const ACME = {
  OIDC_ISSUER_ACME: 'https://login.acme.example',
  OIDC_CLIENT_ID_ACME: 'the-client',
  OIDC_CLIENT_SECRET_ACME: 'the-secret',
};
const UNNAMED = {
  OIDC_ISSUER: 'https://login.example.com',
  OIDC_CLIENT_ID: 'another-client',
  OIDC_CLIENT_SECRET: 'another-secret',
};
const PRODUCTION = {
  PUBLIC_URL: 'https://auth.example.com',
  DATABASE_URL: 'postgresql://gatehouse:hunter2@db.example.com/gatehouse',
  RESOURCES: 'https://mcp.example.com/mcp',
  ADMIT: 'oidc:acme',
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

describe('a login with a name', () => {
  test('is a way to sign in of its own, alone and in production too', () => {
    const { connectors, admission } = load({ ...PRODUCTION, ...ACME });
    expect(Object.keys(connectors)).toEqual(['oidc-acme']);
    expect(connectors['oidc-acme']).toMatchObject({ clientId: 'the-client', groupsClaim: '' });
    expect(admission).toMatchObject({
      logins: ['oidc-acme'],
      providers: [{ provider: 'oidc-acme', issuers: [ACME.OIDC_ISSUER_ACME] }],
    });
  });

  test('stands beside the one without, each with settings of its own', () => {
    const { connectors } = load({
      ...UNNAMED,
      ...ACME,
      OIDC_LABEL_ACME: 'Acme SSO',
      OIDC_SCOPES: 'openid,email  groups',
      OIDC_GROUPS_CLAIM_ACME: 'realm_access.roles',
      OIDC_NAME_CLAIM_ACME: 'https://acme.example/name',
      OIDC_EMAIL_CLAIM: 'upn',
    });
    expect(connectors.oidc).toMatchObject({
      label: '',
      scopes: ['openid', 'email', 'groups'],
      emailClaim: 'upn',
      nameClaim: 'name',
    });
    expect(connectors['oidc-acme']).toMatchObject({
      label: 'Acme SSO',
      scopes: [],
      groupsClaim: 'realm_access.roles',
      nameClaim: 'https://acme.example/name',
      emailClaim: 'email',
    });
  });

  test('keeps its secret out of what is described', () => {
    const described = JSON.stringify(describeConfig(load({ ...PRODUCTION, ...ACME })));
    expect(described).not.toContain('the-secret');
    expect(described).toContain('https://login.acme.example');
  });

  test.each(Object.keys(ACME))('is missed %s by its whole name', (missing) => {
    const [fault, ...others] = faultsOf({ ...PRODUCTION, ...ACME, [missing]: '' });
    expect(others).toEqual([]);
    expect(fault).toMatchObject({ variable: missing });
    expect(fault?.remedy).toContain('OIDC_CLIENT_SECRET_ACME');
  });

  test('that is not configured has no options', () => {
    expect(faultsOf({ OIDC_GROUPS_CLAIM_ACME: 'groups' })).toMatchObject([
      {
        variable: 'OIDC_GROUPS_CLAIM_ACME',
        remedy:
          'Set OIDC_ISSUER_ACME, OIDC_CLIENT_ID_ACME, OIDC_CLIENT_SECRET_ACME as well, or leave it out.',
      },
    ]);
  });

  test('is at an issuer of its own: of the same one would be the same people', () => {
    const shared = { ...UNNAMED, ...ACME, OIDC_ISSUER_ACME: `${UNNAMED.OIDC_ISSUER}/` };
    expect(variables(shared)).toEqual(['OIDC_ISSUER_ACME']);
    const two = { OIDC_ISSUER_B: 'x', OIDC_CLIENT_ID_B: 'x', OIDC_CLIENT_SECRET_B: 'x' };
    expect(variables({ ...ACME, ...two, OIDC_ISSUER_B: ACME.OIDC_ISSUER_ACME })).toEqual([
      'OIDC_ISSUER_B',
    ]);
  });

  test('is not called what another is called, which nobody could tell apart', () => {
    const github = { GITHUB_CLIENT_ID: 'a', GITHUB_CLIENT_SECRET: 'b' };
    for (const OIDC_LABEL_ACME of ['GitHub', 'GITHUB', 'ＧitHub']) {
      expect(variables({ ...github, ...ACME, OIDC_LABEL_ACME })).toEqual(['OIDC_LABEL_ACME']);
    }
    const both = { ...UNNAMED, ...ACME, OIDC_LABEL: 'Login', OIDC_LABEL_ACME: 'login' };
    expect(variables(both)).toEqual(['OIDC_LABEL_ACME']);
  });

  test('is https in production, and never an emulator', () => {
    for (const OIDC_ISSUER_ACME of ['http://localhost:4003', 'https://127.0.0.1']) {
      expect(variables({ ...PRODUCTION, ...ACME, OIDC_ISSUER_ACME })).toEqual(['OIDC_ISSUER_ACME']);
    }
  });
});

describe('a variable of no login', () => {
  const misspelt = { ...PRODUCTION, ...ACME };
  const { OIDC_ISSUER_ACME, ...withoutIssuer } = misspelt;

  test.each(['OIDC_ISUER_ACME', 'OIDC_ISSUER_acme', 'oidc_issuer_acme', 'OIDCISSUER_ACME'])(
    '%s is named with the one that was meant',
    (name) => {
      const faults = faultsOf({ ...withoutIssuer, [name]: OIDC_ISSUER_ACME });
      expect(faults.map(({ variable }) => variable)).toEqual(['OIDC_ISSUER_ACME', name]);
      expect(faults[1]?.remedy).toContain('Name it OIDC_ISSUER_ACME.');
    },
  );

  test('is named where only an option is misspelt, and where all of its login is in small letters', () => {
    expect(faultsOf({ ...misspelt, OIDC_GROUP_CLAIM_ACME: 'groups' })).toMatchObject([
      {
        variable: 'OIDC_GROUP_CLAIM_ACME',
        remedy: expect.stringContaining('OIDC_GROUPS_CLAIM_ACME') as string,
      },
    ]);
    const small = {
      OIDC_ISSUER_corp: 'https://login.corp.example',
      OIDC_CLIENT_ID_corp: 'x',
      OIDC_CLIENT_SECRET_corp: 'x',
    };
    expect(variables({ ...misspelt, ...small })).toEqual(Object.keys(small));
  });

  test.each([
    'OIDC_ISSUER_AC_ME',
    'OIDC_ISSUER_2ND',
    'OIDC_CLIENT_SECRET_FILE',
    'OIDC_ISSUER_DEFAULT',
  ])('%s is refused, and says what a name is', (name) => {
    const [fault, ...others] = faultsOf({ ...misspelt, [name]: 'x' });
    expect(others).toEqual([]);
    expect(fault).toMatchObject({ variable: name });
    expect(fault?.remedy).toMatch(/^Name it like OIDC_[A-Z_]+_ACME, or OIDC_/);
  });

  test('may be another program’s, where it is no variable of ours', () => {
    expect(
      faultsOf({ ...misspelt, OIDC_REDIRECT_URI: 'x', OIDC_PROVIDER_METADATA_ACME: 'x' }),
    ).toEqual([]);
  });
});

describe('an option is refused that says nothing', () => {
  test.each([
    ['OIDC_LABEL_ACME', 'x'.repeat(41)],
    ['OIDC_LABEL_ACME', 'Acme\u202Eetirw'],
    ['OIDC_LABEL_ACME', 'two  spaces'],
    ['OIDC_SCOPES_ACME', 'profile email'],
    ['OIDC_SCOPES_ACME', 'openid "x"'],
    ['OIDC_GROUPS_CLAIM_ACME', 'two words'],
    ['OIDC_GROUPS_CLAIM_ACME', '.groups'],
    ['OIDC_NAME_CLAIM_ACME', 'n\u00E4me'],
  ])('%s=%s', (name, value) => {
    expect(variables({ ...PRODUCTION, ...ACME, [name]: value })).toEqual([name]);
  });
});

describe('an issuer of several tenants', () => {
  const TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db47';
  const issuer = 'https://login.microsoftonline.com/organizations/v2.0';
  const entra = { ...PRODUCTION, ...ACME, OIDC_ISSUER_ACME: issuer };

  test('is that of those which are listed', () => {
    const { admission } = load({ ...entra, OIDC_TENANTS_ACME: TENANT.toUpperCase() });
    expect(admission.providers[0]?.issuers).toEqual([
      `https://login.microsoftonline.com/${TENANT}/v2.0`,
    ]);
  });

  test.each(['organizations', 'common'])('needs the list: %s', (path) => {
    const OIDC_ISSUER_ACME = `https://login.microsoftonline.com/${path}/v2.0`;
    expect(variables({ ...entra, OIDC_ISSUER_ACME })).toEqual(['OIDC_TENANTS_ACME']);
  });

  test.each(['acme.onmicrosoft.com', 'common', '*', '9188040d-6c67-4c5b-b112-36a304b66dad'])(
    'takes no tenant %s',
    (OIDC_TENANTS_ACME) => {
      const faults = faultsOf({ ...entra, OIDC_TENANTS_ACME });
      expect(faults.map(({ variable }) => variable)).toEqual(['OIDC_TENANTS_ACME']);
    },
  );

  test('is the only one that has tenants', () => {
    const OIDC_ISSUER_ACME = `https://login.microsoftonline.com/${TENANT}/v2.0`;
    expect(variables({ ...entra, OIDC_ISSUER_ACME, OIDC_TENANTS_ACME: TENANT })).toEqual([
      'OIDC_TENANTS_ACME',
    ]);
    expect(variables({ ...entra, OIDC_ISSUER_ACME })).toEqual([]);
  });

  test('shares no tenant with another login', () => {
    const one = {
      OIDC_ISSUER_B: `https://login.microsoftonline.com/${TENANT}/v2.0`,
      OIDC_CLIENT_ID_B: 'x',
      OIDC_CLIENT_SECRET_B: 'x',
    };
    expect(variables({ ...entra, ...one, OIDC_TENANTS_ACME: TENANT })).toEqual(['OIDC_ISSUER_B']);
  });

  test('has no addresses that anybody could vouch for', () => {
    const env = {
      ...entra,
      OIDC_TENANTS_ACME: TENANT,
      OIDC_VOUCHED_EMAIL_DOMAINS_ACME: 'corp.com',
    };
    expect(variables(env)).toEqual(['OIDC_VOUCHED_EMAIL_DOMAINS_ACME']);
  });
});

describe('rules of logins', () => {
  const all = { ...PRODUCTION, ...UNNAMED, ...ACME };

  test.each(['oidc:other', 'oidc-group:other/devs', 'oidc:other/1'])(
    'ADMIT=%s is refused where no login is called so, and none is without a name',
    (ADMIT) => {
      const faults = faultsOf({ ...PRODUCTION, ...ACME, ADMIT });
      expect(faults.map(({ variable }) => variable)).toEqual(['ADMIT']);
      expect(faults[0]?.problem).toContain('there is acme');
    },
  );

  test('a login that is taken away is missed by the rules that name it', () => {
    const ADMIT = 'oidc:default oidc:acme';
    expect(variables({ ...all, ADMIT })).toEqual([]);
    // Beside one without a name, acme would be a subject of it.
    expect(
      variables({ ...PRODUCTION, ...UNNAMED, ADMIT: 'oidc:default oidc-group:acme/devs' }),
    ).toEqual(['ADMIT']);
    expect(variables({ ...PRODUCTION, ...ACME, ADMIT })).toEqual(['ADMIT']);
  });

  test('groups need the claim that tells them, of that login', () => {
    const env = { ...all, ADMIT: 'oidc-group:acme/devs', ADMINS: 'oidc-group:default/ops' };
    const faults = faultsOf({ ...env, OIDC_GROUPS_CLAIM: 'groups' });
    expect(faults).toMatchObject([
      { variable: 'ADMIT', remedy: expect.stringContaining('OIDC_GROUPS_CLAIM_ACME') as string },
    ]);
    expect(faultsOf({ ...env, OIDC_GROUPS_CLAIM_ACME: 'groups' })).toMatchObject([
      { variable: 'ADMINS', remedy: expect.stringContaining('OIDC_GROUPS_CLAIM ') as string },
    ]);
  });

  test('a faulty login is told, and not once more by the rules that name it', () => {
    const env = { ...PRODUCTION, ...ACME, OIDC_ISSUER_ACME: 'nonsense' };
    expect(variables({ ...env, ADMIT: 'oidc:acme oidc-group:acme/devs' })).toEqual([
      'OIDC_ISSUER_ACME',
    ]);
  });

  test('anyone is nobody of them', () => {
    expect(faultsOf({ ...PRODUCTION, ...ACME, ADMIT: 'anyone' })).toMatchObject([
      { variable: 'ADMIT', remedy: 'Name accounts of theirs: oidc:acme/….' },
    ]);
  });
});
