import { describe, expect, test } from 'vitest';
import { CONNECTORS, trustIn } from '../connectors/connectors.ts';
import { github as gitHubConnector } from '../connectors/github/github.ts';
import { google as googleConnector } from '../connectors/google/google.ts';
import { admits } from './admits.ts';
import { parseAdmit } from './parse-admit.ts';
import { requiresOrganisations } from './memberships.ts';
import { type AdmissionFacts, NOBODY } from './policy.ts';

const GITHUB = 'https://github.com';
const GOOGLE = 'https://accounts.google.com';
const providers = [trustIn(gitHubConnector, GITHUB), trustIn(googleConnector, GOOGLE)];

function policy(text: string) {
  const parsed = parseAdmit(text, CONNECTORS);
  if (!parsed.ok) throw new Error(parsed.problems.join());
  return { ...parsed.rules, providers, domainsMatch: 'primary' as const };
}

function google(facts: Partial<AdmissionFacts> = {}): AdmissionFacts {
  return {
    provider: 'google',
    issuer: GOOGLE,
    subject: '112233445566778899001',
    email: 'ada@corp.com',
    emailVerified: true,
    verifiedEmails: [],
    hostedDomain: 'corp.com',
    organisations: [],
    ...facts,
  };
}

function github(facts: Partial<AdmissionFacts> = {}): AdmissionFacts {
  return {
    provider: 'github',
    issuer: GITHUB,
    subject: '583231',
    email: 'ada@corp.com',
    emailVerified: true,
    verifiedEmails: [],
    organisations: [{ login: 'Acme', id: '9919' }],
    ...facts,
  };
}

describe('the grammar', () => {
  test('takes every kind of entry, separated as people do', () => {
    expect(
      policy('Ada@Example.com, @corp.com\nexample.org github:583231,google:1122 github-org:ACME'),
    ).toMatchObject({
      anyone: false,
      emails: ['ada@example.com'],
      domains: ['corp.com', 'example.org'],
      accounts: [
        { provider: 'github', subject: '583231' },
        { provider: 'google', subject: '1122' },
      ],
      organisations: ['acme'],
    });
    expect(policy('anyone').anyone).toBe(true);
  });

  test('takes teams of organisations beside organisations', () => {
    expect(policy('github-org:Acme/Main_tainers.2, github-org:acme')).toMatchObject({
      organisations: ['acme'],
      teams: ['acme/main_tainers.2'],
    });
  });

  test.each([
    [''],
    [' , '],
    ['anyone, ada@example.com'],
    ['Anyone'],
    ['everyone'],
    ['*'],
    ['@corp.com@'],
    ['a@evil.com@corp.com'],
    ['ada＠corp.com'],
    ['ada@cörp.com'],
    ['ada@\u{212A}orp.com'],
    ['ada@corp'],
    ['ada@-corp.com'],
    ['ada@corp..com'],
    ['@gmail.com'],
    ['users.noreply.github.com'],
    ['github:ada'],
    ['github:0'],
    ['github:01'],
    ['github:'],
    ['github:1:2'],
    ['google:'],
    ['github-org:'],
    ['github-org:a/b/c'],
    ['github-org:a/'],
    ['github-org:/b'],
    ['github-org:-a/b'],
    ['github-org:a/-b'],
    ['github-org:a/b:c'],
    ['github-org:-a'],
    ['gitlab:1'],
    ['https://corp.com'],
    ['ada@corp.com bogus'],
  ])('refuses “%s”', (text) => {
    expect(parseAdmit(text, CONNECTORS).ok).toBe(false);
  });

  test('names every entry that is wrong', () => {
    expect(parseAdmit('one@two@three github:x fine.example', CONNECTORS)).toMatchObject({
      problems: [
        'holds "one@two@three", which has two @',
        'holds "github:x", which is not github: and the number of an account',
      ],
    });
  });

  test('organisations are asked for only where a rule needs them', () => {
    expect(requiresOrganisations([NOBODY, policy('github-org:acme')])).toBe(true);
    expect(requiresOrganisations([policy('corp.com github:1 github-org:acme/a')])).toBe(false);
  });
});

test('no rule admits nobody', () => {
  expect(admits({ ...NOBODY, providers, domainsMatch: 'primary' }, [github(), google()])).toBe(
    false,
  );
  expect(admits(policy('anyone'), [])).toBe(false);
});

test('anyone is anyone of a configured provider', () => {
  expect(admits(policy('anyone'), [github()])).toBe(true);
  expect(admits(policy('anyone'), [github({ emailVerified: false, email: null })])).toBe(true);
  expect(admits(policy('anyone'), [github({ issuer: 'http://localhost:4001' })])).toBe(false);
});

describe('an e-mail address', () => {
  test('is compared without letter case', () => {
    expect(admits(policy('ada@corp.com'), [google({ email: 'ADA@Corp.com' })])).toBe(true);
    expect(admits(policy('ADA@CORP.COM'), [github()])).toBe(true);
  });

  test.each([
    ['another address', { email: 'eve@corp.com' }],
    ['an address with more in front', { email: 'xada@corp.com' }],
    ['an address with more behind', { email: 'ada@corp.com.evil.com' }],
    ['an address that is not verified', { emailVerified: false }],
    ['the text "true" as verification', { emailVerified: 'true' }],
    ['no address', { email: null }],
    ['an empty address', { email: '' }],
    ['white space', { email: ' ada@corp.com' }],
    ['a full-width @', { email: 'ada＠corp.com' }],
    ['a Cyrillic a', { email: '\u{430}da@corp.com' }],
    ['a Kelvin sign', { email: 'ada@corp.com'.replace('c', '\u{212A}') }],
    ['another issuer', { issuer: 'https://evil.example' }],
  ])('is not met by %s', (_, facts) => {
    expect(admits(policy('ada@corp.com'), [google(facts), github(facts)])).toBe(false);
  });
});

describe('a domain', () => {
  test('at Google is the signed hd claim and a verified address of it', () => {
    expect(admits(policy('corp.com'), [google()])).toBe(true);
    expect(admits(policy('@CORP.com'), [google({ hostedDomain: 'Corp.COM' })])).toBe(true);
  });

  test.each<[string, Partial<AdmissionFacts>]>([
    ['no hd, though the address is of the domain', { hostedDomain: null }],
    ['an empty hd', { hostedDomain: '' }],
    ['another hd', { hostedDomain: 'evil.com' }],
    ['hd alone, with a foreign address', { email: 'ada@evil.com' }],
    ['hd of a subdomain', { hostedDomain: 'sub.corp.com', email: 'ada@sub.corp.com' }],
    ['hd of a parent', { hostedDomain: 'com', email: 'ada@com' }],
    ['an address with two @', { email: 'ada@evil.com@corp.com' }],
    ['an address with two @ the other way', { email: 'ada@corp.com@evil.com' }],
    ['a full-width @', { email: 'ada＠corp.com' }],
    ['nothing before the @', { email: '@corp.com' }],
    ['a trailing dot', { email: 'ada@corp.com.' }],
    ['a look-alike in hd', { hostedDomain: 'c\u{43E}rp.com' }],
    ['an unverified address', { emailVerified: false }],
  ])('at Google is not met by %s', (_, facts) => {
    expect(admits(policy('corp.com'), [google(facts)])).toBe(false);
  });

  test('at GitHub is a verified address of it', () => {
    expect(admits(policy('corp.com'), [github()])).toBe(true);
    expect(admits(policy('corp.com'), [github({ emailVerified: false })])).toBe(false);
    expect(admits(policy('corp.com'), [github({ email: 'ada@sub.corp.com' })])).toBe(false);
    expect(admits(policy('corp.com'), [github({ email: 'a@corp.com@evil.com' })])).toBe(false);
  });

  test('at a provider that has no rule is not met', () => {
    expect(admits(policy('corp.com'), [github({ provider: 'other' })])).toBe(false);
  });
});

describe('an account', () => {
  test('is the provider and the id', () => {
    expect(admits(policy('github:583231'), [github({ email: null, emailVerified: false })])).toBe(
      true,
    );
    expect(admits(policy('github:583231'), [github({ subject: '583232' })])).toBe(false);
    expect(admits(policy('github:583231'), [google({ subject: '583231' })])).toBe(false);
    expect(admits(policy('google:583231'), [github()])).toBe(false);
  });

  test('of an emulator is another account', () => {
    expect(admits(policy('github:583231'), [github({ issuer: 'http://localhost:4001' })])).toBe(
      false,
    );
  });

  test('is one of several identities', () => {
    expect(admits(policy('github:583231'), [google(), github()])).toBe(true);
  });
});

function called(...logins: string[]) {
  return logins.map((login) => ({ login, id: '9919' }));
}

describe('an organisation', () => {
  test('is compared without letter case', () => {
    expect(admits(policy('github-org:aCME'), [github()])).toBe(true);
  });

  test.each<[string, AdmissionFacts]>([
    ['a non-member', github({ organisations: [] })],
    ['another organisation', github({ organisations: called('acme-evil', 'xacme') })],
    ['a look-alike', github({ organisations: called('\u{430}cme', 'ac\u{3A9}me') })],
    ['a Kelvin sign', github({ organisations: called('\u{212A}acme') })],
    ['another provider', google({ organisations: called('acme') })],
    [
      'another organisation that took the login',
      github({ organisations: [{ login: 'acme', id: '666', pinned: '9919' }] }),
    ],
    [
      'another organisation of ours under the login of one that is pinned',
      github({ organisations: [{ login: 'beta', id: '9919', pinned: '1' }, ...called('other')] }),
    ],
  ])('is not met by %s', (_, facts) => {
    expect(admits(policy('github-org:acme github-org:beta'), [facts])).toBe(false);
  });

  test.each([
    ['before it is pinned', { id: '9919' }],
    ['that it is pinned to', { id: '9919', pinned: '9919' }],
    ['stored without its number, until the person signs in again', { pinned: '9919' }],
  ])('counts %s', (_, membership) => {
    const organisations = [{ login: 'Acme', ...membership }];
    expect(admits(policy('github-org:acme'), [github({ organisations })])).toBe(true);
  });
});

test('rules of two identities do not add up', () => {
  const unverified = google({ email: 'ada@corp.com', emailVerified: false });
  const elsewhere = google({ email: 'ada@evil.com', hostedDomain: 'evil.com' });
  expect(admits(policy('corp.com'), [unverified, elsewhere])).toBe(false);
});
