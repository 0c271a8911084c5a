import { describe, expect, test } from 'vitest';
import { CONNECTORS, trustIn } from '../connectors/connectors.ts';
import { github } from '../connectors/github/github.ts';
import { oidc } from '../connectors/oidc/oidc.ts';
import { admits } from './admits.ts';
import { parseAdmit } from './parse-admit.ts';
import { type AdmissionFacts, canAdmit, NOBODY } from './policy.ts';
import { whyRefused } from './why-refused.ts';

const UNNAMED = { id: 'oidc', name: 'default' };
const ACME = { id: 'oidc-acme', name: 'acme' };
const CORP = { id: 'oidc-corp', name: 'corp' };

const named = (...logins: { id: string; name: string }[]) =>
  CONNECTORS.map((kind) => (kind.id === 'oidc' ? { ...kind, logins } : kind));

function rulesOf(text: string, ...logins: { id: string; name: string }[]) {
  const parsed = parseAdmit(text, named(...logins));
  if (!parsed.ok) throw new Error(parsed.problems.join());
  return parsed.rules;
}

const problemsOf = (text: string, ...logins: { id: string; name: string }[]) => {
  const parsed = parseAdmit(text, named(...logins));
  return parsed.ok ? [] : parsed.problems;
};

describe('an entry', () => {
  test.each([
    ['oidc:acme', { logins: ['oidc-acme'] }],
    ['oidc:default', { logins: ['oidc'] }],
    ['oidc:acme/583', { accounts: [{ provider: 'oidc-acme', subject: '583' }] }],
    ['oidc:acme/a/b', { accounts: [{ provider: 'oidc-acme', subject: 'a/b' }] }],
    ['oidc:default/acme', { accounts: [{ provider: 'oidc', subject: 'acme' }] }],
    ['oidc:583', { accounts: [{ provider: 'oidc', subject: '583' }] }],
    ['oidc:repo/583', { accounts: [{ provider: 'oidc', subject: 'repo/583' }] }],
    ['oidc-group:acme/devs', { groups: [{ provider: 'oidc-acme', group: 'devs' }] }],
    ['oidc-group:ACME/Devs', { groups: [{ provider: 'oidc-acme', group: 'Devs' }] }],
    ['oidc-group:default/devs', { groups: [{ provider: 'oidc', group: 'devs' }] }],
    ['oidc-group:acme//eng/ops', { groups: [{ provider: 'oidc-acme', group: '/eng/ops' }] }],
    [
      'oidc-group:acme/Domain%20Users',
      { groups: [{ provider: 'oidc-acme', group: 'Domain Users' }] },
    ],
    ['oidc-group:acme/a%2Cb%25', { groups: [{ provider: 'oidc-acme', group: 'a,b%' }] }],
    ['oidc-group:acme/%C3%89quipe', { groups: [{ provider: 'oidc-acme', group: 'Équipe' }] }],
    ['oidc-group:acme/constructor', { groups: [{ provider: 'oidc-acme', group: 'constructor' }] }],
  ])('%s is read', (text, rules) => {
    expect(rulesOf(text, UNNAMED, ACME)).toEqual({ ...NOBODY, ...rules });
  });

  test.each([
    ['oidc:ACME', 'oidc:acme in other letters'],
    ['oidc:Acme/583', 'oidc:acme in other letters'],
    ['oidc:acme/', 'a subject'],
    ['oidc-group:acme', 'the name of a login, a slash and a group'],
    ['oidc-group:/devs', 'the name of a login, a slash and a group'],
    ['oidc-group:other/devs', 'there is default, acme'],
    ['oidc-group:acme/', 'whose group is empty'],
    ['oidc-group:acme/50%', 'two digits of hexadecimal'],
    ['oidc-group:acme/%C3', 'two digits of hexadecimal'],
    ['oidc-group:acme/a%0Ab', 'whose group'],
    ['oidc-group:acme/%00', 'whose group'],
    [`oidc-group:acme/${'x'.repeat(257)}`, 'too long'],
    ['oidc-group:acme/Équipe', 'not ASCII'],
  ])('%s is refused', (text, problem) => {
    expect(problemsOf(text, UNNAMED, ACME)).toEqual([expect.stringContaining(problem)]);
  });

  test.each([
    'oidc:583',
    'oidc:other',
    'oidc:default',
    'oidc:other/583',
    'oidc-group:default/devs',
  ])('%s names nothing where every login has a name', (text) => {
    expect(problemsOf(text, ACME)).toEqual([expect.stringContaining('there is acme')]);
    expect(problemsOf(text)).toEqual([expect.stringContaining('there is none')]);
  });
});

describe('somebody of a login', () => {
  const providers = [
    trustIn(github, 'https://github.com'),
    trustIn({ ...ACME, admission: oidc.admission }, [
      'https://acme.example',
      'https://acme.example/2',
    ]),
    trustIn({ ...CORP, admission: oidc.admission }, 'https://corp.example'),
  ];
  const ada: AdmissionFacts = {
    provider: 'oidc-acme',
    issuer: 'https://acme.example',
    subject: '583',
    emailVerified: false,
    verifiedEmails: [],
    organisations: [],
    groups: ['devs', '/eng/ops', 'Domain Users'],
  };
  const policy = (text: string) => ({
    ...rulesOf(text, ACME, CORP),
    providers,
    domainsMatch: 'primary' as const,
  });
  const admitted = (text: string, facts: Partial<AdmissionFacts> = {}) =>
    admits(policy(text), [{ ...ada, ...facts }]);

  test.each([
    'oidc:acme',
    'oidc:acme/583',
    'oidc-group:acme/devs',
    'oidc-group:acme//eng/ops',
    'oidc-group:acme/Domain%20Users',
    'oidc-group:acme/none oidc-group:acme/devs',
  ])('is admitted by %s', (text) => {
    expect(admitted(text)).toBe(true);
    expect(admitted(text, { issuer: 'https://acme.example/2' })).toBe(true);
    expect(canAdmit(policy(text))).toBe(true);
  });

  test.each([
    ['everybody of another login', 'oidc:corp'],
    ['a group of the same name at another login', 'oidc-group:corp/devs'],
    ['the same subject at another login', 'oidc:corp/583'],
    ['a group in other letters', 'oidc-group:acme/Devs'],
    [
      'a part of the name of a group',
      'oidc-group:acme/dev oidc-group:acme/eng oidc-group:acme/ops',
    ],
    ['an organisation of the same name', 'github-org:devs'],
    ['anyone, who may be anybody there', 'anyone'],
  ])('is not admitted by %s', (_, text) => {
    expect(admitted(text)).toBe(false);
  });

  test('is not admitted by what is stored of an issuer that the login has no longer', () => {
    const before = { issuer: 'https://old.acme.example' };
    for (const text of ['oidc:acme', 'oidc-group:acme/devs', 'oidc:acme/583']) {
      expect(admitted(text, before)).toBe(false);
    }
    expect(admits(policy('oidc:acme'), [{ ...ada, provider: 'oidc-gone' }])).toBe(false);
  });

  test('is not admitted by groups where none were stored', () => {
    const { groups: _, ...without } = ada;
    expect(admits(policy('oidc-group:acme/devs'), [without])).toBe(false);
  });

  test.each([
    ['group_missing', 'oidc-group:acme/ops'],
    ['group_elsewhere', 'oidc-group:corp/devs'],
    ['no_rule', 'oidc-group:corp/others'],
  ] as const)('is told why not: %s', (reason, text) => {
    expect(whyRefused(policy(text), ada)).toBe(reason);
  });
});
