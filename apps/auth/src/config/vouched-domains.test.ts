import { ConfigurationError, type Fault } from '@gatehouse/environment';
import { describe, expect, test } from 'vitest';
import { describeConfig } from './describe-config.ts';
import { loadConfig } from './load-config.ts';

const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');
const KEYS = { ENCRYPTION_KEYS: key(1), COOKIE_KEYS: key(2) };
const GITHUB = { GITHUB_CLIENT_ID: 'id', GITHUB_CLIENT_SECRET: 'secret' };
const SERVER = { ...GITHUB, GITHUB_URL: 'https://git.corp.com' };
const OIDC = {
  OIDC_ISSUER: 'https://login.corp.com',
  OIDC_CLIENT_ID: 'id',
  OIDC_CLIENT_SECRET: 'secret',
};

type Env = Record<string, string>;

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

describe('domains that are vouched for', () => {
  test('are read as ADMIT reads them, and described', () => {
    const env = {
      ...SERVER,
      ...OIDC,
      GITHUB_VOUCHED_EMAIL_DOMAINS: 'Corp.com, @sub.corp.com corp.com',
      OIDC_VOUCHED_EMAIL_DOMAINS: 'corp.com',
    };
    const config = load(env);
    expect(config.admission.providers.map((one) => one.vouchedDomains)).toEqual([
      ['corp.com', 'sub.corp.com'],
      ['corp.com'],
    ]);
    expect(JSON.stringify(describeConfig(config))).toContain(
      '"vouchedDomains":["corp.com","sub.corp.com"]',
    );
  });

  test.each<[string, Env]>([
    ['GITHUB_VOUCHED_EMAIL_DOMAINS', GITHUB],
    ['GITHUB_VOUCHED_EMAIL_DOMAINS', { ...GITHUB, GITHUB_URL: 'https://github.com' }],
    ['GITHUB_VOUCHED_EMAIL_DOMAINS', { ...GITHUB, GITHUB_URL: 'https://GitHub.com/' }],
    ['GITHUB_VOUCHED_EMAIL_DOMAINS', { ...GITHUB, GITHUB_URL: 'https://www.github.com' }],
    ['OIDC_VOUCHED_EMAIL_DOMAINS', { ...OIDC, OIDC_ISSUER: 'https://accounts.google.com' }],
    [
      'OIDC_VOUCHED_EMAIL_DOMAINS',
      {
        ...OIDC,
        OIDC_ISSUER: 'https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0',
      },
    ],
  ])('are refused in %s where anybody has an account: %j', (variable, env) => {
    const [fault, ...others] = faultsOf({ ...env, [variable]: 'corp.com' });
    expect(others).toEqual([]);
    expect(fault).toMatchObject({
      variable,
      problem: expect.stringContaining('anybody') as string,
    });
  });

  test('of GitHub Enterprise, of any OpenID provider and of an emulator are not', () => {
    const variable = { GITHUB_VOUCHED_EMAIL_DOMAINS: 'corp.com' };
    for (const GITHUB_URL of [
      'https://git.corp.com',
      'https://notgithub.com',
      'http://localhost:1',
    ])
      expect(faultsOf({ ...GITHUB, GITHUB_URL, ...variable })).toEqual([]);
    expect(faultsOf({ ...OIDC, OIDC_VOUCHED_EMAIL_DOMAINS: 'corp.com' })).toEqual([]);
  });

  test.each(['corp', 'a@corp.com', 'corp.com.', 'c\u{F6}rp.com', '*.corp.com', 'https://corp.com'])(
    'are no %s',
    (entry) => {
      const faults = faultsOf({ ...SERVER, GITHUB_VOUCHED_EMAIL_DOMAINS: `corp.com ${entry}` });
      expect(faults.map(({ variable }) => variable)).toEqual(['GITHUB_VOUCHED_EMAIL_DOMAINS']);
    },
  );

  test.each(['gmail.com', 'users.noreply.github.com'])(
    'are not %s, which is anybody’s',
    (entry) => {
      const [fault] = faultsOf({ ...SERVER, GITHUB_VOUCHED_EMAIL_DOMAINS: entry });
      expect(fault?.problem).toContain('where anybody has an address');
    },
  );

  test('are refused where the provider is not configured', () => {
    const faults = faultsOf({
      GITHUB_URL: 'https://git.corp.com',
      GITHUB_VOUCHED_EMAIL_DOMAINS: 'corp.com',
      OIDC_VOUCHED_EMAIL_DOMAINS: 'corp.com',
    });
    expect(faults.map(({ variable }) => variable)).toEqual([
      'GITHUB_VOUCHED_EMAIL_DOMAINS',
      'OIDC_VOUCHED_EMAIL_DOMAINS',
    ]);
  });

  test('make an ADMIT of addresses one that lets somebody in at an OpenID provider', () => {
    const env = { ...OIDC, ADMIT: 'corp.com' };
    expect(faultsOf(env).map(({ variable }) => variable)).toEqual(['ADMIT']);
    expect(faultsOf({ ...env, OIDC_VOUCHED_EMAIL_DOMAINS: 'corp.com' })).toEqual([]);
  });
});

describe('which address a domain in ADMIT is met by', () => {
  const matched = (env: Env) => {
    const { admission, admins } = load({ ...GITHUB, ADMIT: 'corp.com', ...env });
    return [admission.domainsMatch, admins.domainsMatch];
  };

  test('is the primary one unless the operator says otherwise, and for ADMINS always', () => {
    expect(matched({})).toEqual(['primary', 'primary']);
    expect(matched({ ADMIT_DOMAINS_MATCH: 'primary' })).toEqual(['primary', 'primary']);
    expect(matched({ ADMIT_DOMAINS_MATCH: 'any-verified' })).toEqual(['any-verified', 'primary']);
  });

  test.each(['any', 'yes', 'Primary'])('is not %s', (ADMIT_DOMAINS_MATCH) => {
    const faults = faultsOf({ ...GITHUB, ADMIT_DOMAINS_MATCH });
    expect(faults).toMatchObject([
      {
        variable: 'ADMIT_DOMAINS_MATCH',
        remedy: expect.stringContaining('any-verified') as string,
      },
    ]);
  });
});
