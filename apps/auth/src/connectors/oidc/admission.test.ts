import { expect, test } from 'vitest';
import { admits } from '../../admission/admits.ts';
import { parseAdmit } from '../../admission/parse-admit.ts';
import type { AdmissionFacts } from '../../admission/policy.ts';
import { CONNECTORS, trustIn } from '../connectors.ts';
import { github } from '../github/github.ts';
import { google } from '../google/google.ts';
import { oidc } from './oidc.ts';

const ISSUER = 'https://login.example.com';
const providers = [
  trustIn(github, 'https://github.com'),
  trustIn(google, 'https://accounts.google.com'),
  trustIn(oidc, ISSUER),
];

function admitsBy(text: string, facts: Partial<AdmissionFacts> = {}): boolean {
  const parsed = parseAdmit(text, CONNECTORS);
  if (!parsed.ok) throw new Error(parsed.problems.join());
  // As good as an identity can be: whatever is asked of it, it has.
  const identity = {
    provider: 'oidc',
    issuer: ISSUER,
    subject: '583231',
    email: 'ada@corp.com',
    emailVerified: true,
    verifiedEmails: ['ada@corp.com'],
    hostedDomain: 'corp.com',
    organisations: [{ login: 'acme', id: '9919', pinned: '9919' }],
    ...facts,
  };
  return admits({ ...parsed.rules, providers, domainsMatch: 'any-verified' }, [identity]);
}

test.each(['oidc:583231', 'corp.com oidc:583231 github:1', 'oidc:1, oidc:583231'])(
  'ADMIT=%s admits the subject',
  (text) => {
    expect(admitsBy(text)).toBe(true);
  },
);

test.each([
  'anyone',
  'ada@corp.com',
  'corp.com',
  '@corp.com',
  'github-org:acme',
  'github:583231',
  'google:583231',
  'oidc:58323',
  'oidc:5832310',
  'ada@corp.com corp.com github-org:acme github:583231 google:583231 oidc:1',
])('ADMIT=%s does not admit who is verified, hosted and a member there', (text) => {
  expect(admitsBy(text)).toBe(false);
});

test('a subject of another issuer is somebody else', () => {
  expect(admitsBy('oidc:583231', { issuer: 'https://elsewhere.example' })).toBe(false);
  expect(admitsBy('oidc:583231', { issuer: 'https://accounts.google.com' })).toBe(false);
});

test('a subject is compared to the letter', () => {
  expect(admitsBy('oidc:auth0|Ada', { subject: 'auth0|Ada' })).toBe(true);
  expect(admitsBy('oidc:auth0|Ada', { subject: 'auth0|ada' })).toBe(false);
  expect(admitsBy('oidc:urn:x:1', { subject: 'urn:x:1' })).toBe(true);
});

test('what somebody was stored with by another connector admits by no rule of that one', () => {
  expect(admitsBy('ada@corp.com', { provider: 'google' })).toBe(false);
  expect(admitsBy('corp.com', { provider: 'github' })).toBe(false);
});

test.each(['oidc:', 'oidc:é', `oidc:${'x'.repeat(256)}`])('ADMIT=%s is refused', (text) => {
  expect(parseAdmit(text, CONNECTORS).ok).toBe(false);
});
