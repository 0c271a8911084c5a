import { describe, expect, test } from 'vitest';
import { CONNECTORS, trustIn } from '../connectors/connectors.ts';
import { github as gitHubConnector } from '../connectors/github/github.ts';
import { google as googleConnector } from '../connectors/google/google.ts';
import { oidc as openIdConnector } from '../connectors/oidc/oidc.ts';
import { admits, lacksVerifiedAddress } from './admits.ts';
import { parseAdmit } from './parse-admit.ts';
import { type AdmissionFacts, canAdmit, type DomainMatch } from './policy.ts';

const GITHUB = 'https://github.com';
const GOOGLE = 'https://accounts.google.com';
const OPENID = 'https://login.example.com';
const providers = [trustIn(gitHubConnector, GITHUB), trustIn(googleConnector, GOOGLE)];

function policy(text: string, domainsMatch: DomainMatch = 'primary') {
  const parsed = parseAdmit(text, CONNECTORS);
  if (!parsed.ok) throw new Error(parsed.problems.join());
  return { ...parsed.rules, providers, domainsMatch };
}

function github(facts: Partial<AdmissionFacts> = {}): AdmissionFacts {
  return {
    provider: 'github',
    issuer: GITHUB,
    subject: '583231',
    email: 'ada@corp.com',
    emailVerified: true,
    verifiedEmails: [],
    organisations: [],
    ...facts,
  };
}

function google(facts: Partial<AdmissionFacts>): AdmissionFacts {
  return { ...github(facts), provider: 'google', issuer: GOOGLE };
}

describe('one of several verified addresses', () => {
  const verifiedEmails = ['ada@corp.com', 'ada@old.example'];

  test.each(['ada@old.example', 'ADA@old.EXAMPLE', 'ada@corp.com'])('meets the rule %s', (rule) => {
    expect(admits(policy(rule), [github({ verifiedEmails })])).toBe(true);
  });

  test('meets one though the primary address is not verified', () => {
    const facts = github({ email: null, emailVerified: false, verifiedEmails });
    expect(admits(policy('ada@old.example'), [facts])).toBe(true);
  });

  test('meets the rule of a domain where the operator wants that alone', () => {
    const facts = github({ verifiedEmails });
    expect(admits(policy('old.example'), [facts])).toBe(false);
    expect(admits(policy('corp.com'), [facts])).toBe(true);
    expect(admits(policy('old.example', 'any-verified'), [facts])).toBe(true);
    const unverified = github({ email: null, emailVerified: false, verifiedEmails });
    expect(admits(policy('corp.com'), [unverified])).toBe(false);
    expect(admits(policy('corp.com', 'any-verified'), [unverified])).toBe(true);
  });

  test.each([
    ['a dot at the end', 'ada@old.example.'],
    ['a subdomain', 'ada@sub.old.example'],
    ['two @', 'ada@old.example@evil.com'],
    ['a look-alike', 'ada@\u{43E}ld.example'],
    ['white space', 'ada@old.example '],
    ['nothing before the @', '@old.example'],
  ])('is another with %s', (_, address) => {
    const facts = github({ email: 'ada@evil.com', verifiedEmails: ['ada@evil.com', address] });
    expect(admits(policy('ada@old.example old.example', 'any-verified'), [facts])).toBe(false);
  });

  test.each(['ada+old@old.example', 'a.da@old.example'])('is another than %s', (address) => {
    const facts = github({ verifiedEmails: [address] });
    expect(admits(policy('ada@old.example'), [facts])).toBe(false);
    expect(admits(policy(address), [facts])).toBe(true);
  });

  test('is compared in its own spelling: an international domain in its xn-- form', () => {
    const rule = policy('xn--bcher-kva.example', 'any-verified');
    const of = (address: string) => [github({ verifiedEmails: [address] })];
    expect(admits(rule, of('ada@XN--bcher-kva.example'))).toBe(true);
    expect(admits(rule, of('ada@b\u{FC}cher.example'))).toBe(false);
  });

  test('at Google does without the signed hd for no domain', () => {
    const facts = google({ hostedDomain: null, verifiedEmails });
    expect(admits(policy('corp.com old.example', 'any-verified'), [facts])).toBe(false);
    expect(admits(policy('ada@old.example'), [facts])).toBe(true);
  });

  test('counts for nothing at a provider whose word for addresses does not', () => {
    const trusted = [trustIn(openIdConnector, OPENID)];
    const facts = { ...github({ verifiedEmails }), provider: 'oidc', issuer: OPENID };
    const rules = policy('ada@corp.com corp.com ada@old.example', 'any-verified');
    expect(admits({ ...rules, providers: trusted }, [facts])).toBe(false);
  });
});

describe('an address that the operator vouches for', () => {
  const vouched = (text: string, domains: readonly string[] = ['corp.com']) => ({
    ...policy(text),
    providers: [
      trustIn(gitHubConnector, GITHUB, domains),
      trustIn(openIdConnector, OPENID, domains),
    ],
  });
  const unverified = github({ emailVerified: false });
  const atOpenId = { ...unverified, provider: 'oidc', issuer: OPENID };

  test.each(['corp.com', 'ada@corp.com'])('meets the rule %s, at both kinds', (rule) => {
    expect(admits(vouched(rule), [unverified])).toBe(true);
    expect(admits(vouched(rule), [atOpenId])).toBe(true);
  });

  test('is one of that domain alone, for as long as it is vouched for', () => {
    for (const facts of [unverified, atOpenId]) {
      expect(admits(vouched('corp.com', []), [facts])).toBe(false);
      expect(admits(vouched('corp.com', ['example.org']), [facts])).toBe(false);
      const sub = { ...facts, email: 'ada@sub.corp.com' };
      expect(admits(vouched('corp.com sub.corp.com'), [sub])).toBe(false);
    }
  });

  test('makes nobody of everybody: anyone of an OpenID provider is still nobody', () => {
    expect(admits(vouched('anyone'), [atOpenId])).toBe(false);
  });

  test('lets rules be met that nobody could meet before', () => {
    const only = (text: string, domains: readonly string[]) =>
      canAdmit({ ...vouched(text), providers: [trustIn(openIdConnector, OPENID, domains)] });
    for (const text of ['corp.com', 'ada@corp.com']) {
      expect(only(text, ['corp.com'])).toBe(true);
      expect(only(text, ['example.org'])).toBe(false);
      expect(only(text, [])).toBe(false);
    }
  });
});

describe('a verified address is missed', () => {
  const none = github({ email: null, emailVerified: false, verifiedEmails: [] });

  test.each(['corp.com', 'ada@corp.com github:1'])('where a rule asks for one: %s', (text) => {
    expect(lacksVerifiedAddress(policy(text), none)).toBe(true);
    expect(lacksVerifiedAddress(policy(text), github({ email: 'ada@evil.com' }))).toBe(false);
  });

  test('nowhere else', () => {
    expect(lacksVerifiedAddress(policy('github:1 github-org:acme'), none)).toBe(false);
    expect(lacksVerifiedAddress(policy('anyone'), none)).toBe(false);
    const elsewhere = { ...none, issuer: 'https://evil.example' };
    expect(lacksVerifiedAddress(policy('corp.com'), elsewhere)).toBe(false);
  });
});
