import { expect, test } from 'vitest';
import { CONNECTORS, trustIn } from '../connectors/connectors.ts';
import { github } from '../connectors/github/github.ts';
import { google } from '../connectors/google/google.ts';
import { oidc } from '../connectors/oidc/oidc.ts';
import { admits } from './admits.ts';
import { parseAdmit } from './parse-admit.ts';
import type { AdmissionFacts } from './policy.ts';
import { type AdmissionRefusal, whyRefused } from './why-refused.ts';

const providers = [
  trustIn(github, 'https://github.com'),
  trustIn(google, 'https://accounts.google.com'),
  trustIn(oidc, 'https://id.example'),
];

const OF_GITHUB = { provider: 'github', issuer: 'https://github.com' };
const OF_GOOGLE = { provider: 'google', issuer: 'https://accounts.google.com' };
const OF_OIDC = { provider: 'oidc', issuer: 'https://id.example' };

const somebody = {
  ...OF_GITHUB,
  subject: '583231',
  email: 'ada@corp.com',
  emailVerified: true,
  verifiedEmails: ['ada@corp.com'],
  organisations: [],
} satisfies AdmissionFacts;

test.each<[AdmissionRefusal, string, Partial<AdmissionFacts>]>([
  ['no_rule', 'eve@corp.com github:1', {}],
  ['no_rule', 'corp.com', { email: null }],
  ['no_rule', 'corp.com', { email: 'ada@evil.com' }],
  ['no_rule', 'ada@korp.com', { email: 'ada@\u{212A}orp.com' }],
  ['other_issuer', 'anyone', { issuer: 'http://localhost:4001' }],
  ['anyone_elsewhere', 'anyone', OF_OIDC],
  ['email_not_verified', 'Ada@corp.com', { emailVerified: false }],
  ['domain_not_verified', 'corp.com', { emailVerified: false }],
  ['email_not_trusted', 'ada@corp.com', OF_OIDC],
  ['domain_not_trusted', 'corp.com', OF_OIDC],
  ['domain_not_hosted', 'corp.com', { ...OF_GOOGLE, hostedDomain: null }],
  ['domain_not_primary', 'old.example', { verifiedEmails: ['ada@corp.com', 'ada@old.example'] }],
  [
    'organisation_replaced',
    'github-org:acme',
    { organisations: [{ login: 'Acme', id: '666', pinned: '9919' }] },
  ],
])('%s: ADMIT=%s, and %j', (refusal, rules, facts) => {
  const parsed = parseAdmit(rules, CONNECTORS);
  if (!parsed.ok) throw new Error(parsed.problems.join());
  const policy = { ...parsed.rules, domainsMatch: 'primary' as const, providers };
  const { email, emailVerified } = { ...somebody, ...facts };
  const verifiedEmails = email && emailVerified ? [email] : [];
  const person = { ...somebody, verifiedEmails, ...facts };
  expect(admits(policy, [person])).toBe(false);
  expect(whyRefused(policy, person)).toBe(refusal);
});
