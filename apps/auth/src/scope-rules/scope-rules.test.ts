import { expect, test } from 'vitest';
import type { AdmissionFacts } from '../admission/policy.ts';
import { CONNECTORS, trustIn } from '../connectors/connectors.ts';
import { github as connector } from '../connectors/github/github.ts';
import { google } from '../connectors/google/google.ts';
import { settleRules } from './known-scopes.ts';
import { parseScopeRules } from './parse-scope-rules.ts';
import { hasRulesAbout, meetsRule, ruleAbout, type ScopeRule } from './scope-rules.ts';

const GITHUB = 'https://github.com';
const GOOGLE = 'https://accounts.google.com';
const providers = [trustIn(connector, GITHUB), trustIn(google, GOOGLE)];
const MCP = 'https://mcp.example.com/mcp';

function rules(text: string): ScopeRule[] {
  const parsed = parseScopeRules(text, CONNECTORS);
  if (!parsed.ok) throw new Error(parsed.problems.join('; '));
  return parsed.rules.map((rule) => ({
    ...rule,
    whom: { ...rule.whom, providers, domainsMatch: 'primary' },
  }));
}

const identity = (provider: string, issuer: string, subject: string): AdmissionFacts => ({
  provider,
  issuer,
  subject,
  emailVerified: false,
  verifiedEmails: [],
  organisations: [],
});

const resource = {
  resource: MCP,
  name: 'Files',
  scopes: { read: 'Read', write: 'Write' },
  aliases: ['https://files.example.com/'],
  accessTokenAlg: 'ES256',
} as const;

test('a rule that names the resource takes the place of one that does not, for it alone', () => {
  const all = rules(`write: github:1; ${MCP} write: github:2`);
  expect(ruleAbout(all, MCP, 'write')).toBe(all[1]);
  expect(ruleAbout(all, 'https://other.example/mcp', 'write')).toBe(all[0]);
  expect(ruleAbout(all, MCP, 'read')).toBeUndefined();
});

test.each(['https://mcp.example.com/mcp/', 'HTTPS://MCP.example.com/mcp'])(
  'is about its resource where it spells it %s',
  (spelling) => {
    const all = rules(`${spelling} write: github:1`);
    expect(ruleAbout(all, MCP, 'write')).toBe(all[0]);
    expect(hasRulesAbout(all, MCP)).toBe(true);
  },
);

test.each([
  'https://mcp.example.com/MCP',
  'https://mcp.example.com/',
  'http://mcp.example.com/mcp',
])('is about no other than its resource: %s', (other) => {
  const all = rules(`${other} write: github:1`);
  expect(ruleAbout(all, MCP, 'write')).toBeUndefined();
  expect(hasRulesAbout(all, MCP)).toBe(false);
});

test('somebody with two identities meets a rule by one of them', () => {
  const [rule] = rules('write: google:7');
  if (rule === undefined) throw new Error('there is one');
  const ofGitHub = identity('github', GITHUB, '7');
  const ofGoogle = identity('google', GOOGLE, '7');
  expect(meetsRule(rule, [ofGitHub])).toBe(false);
  expect(meetsRule(rule, [ofGitHub, ofGoogle])).toBe(true);
  expect(meetsRule(rule, [identity('google', 'https://emulated.example', '7')])).toBe(false);
  expect(meetsRule(rule, [])).toBe(false);
});

test('anyone is everybody who is admitted, by whichever provider', () => {
  const [rule] = rules('write: anyone');
  expect(rule && meetsRule(rule, [identity('oidc', 'https://login.example', 'x')])).toBe(true);
});

test('a rule for a scope that no resource has is refused: what was meant would be for everybody', () => {
  const { faults } = settleRules(rules('wirte: github:1; read: github:1'), [resource]);
  expect(faults).toEqual([
    {
      variable: 'SCOPE_RULES',
      problem: 'has a rule for "wirte", which is no scope of any resource',
      remedy: expect.stringContaining('Write one of read, write') as string,
    },
  ]);
});

test('a rule for what is no scope of its resource is refused, and one for a resource to come is not', () => {
  const other = 'https://new.example/mcp';
  const { faults, notYet } = settleRules(
    rules(`${MCP} admin: github:1; ${other} admin: github:1`),
    [resource],
  );
  expect(faults.map(({ problem }) => problem)).toEqual([
    `has a rule for admin of ${MCP}, which is no scope of it`,
  ]);
  expect(notYet).toEqual([other]);
});

test('a rule may name a resource by one of its aliases', () => {
  const { rules: settled, faults } = settleRules(
    rules('https://files.example.com write: github:1'),
    [{ ...resource, aliases: ['https://files.example.com'] }],
  );
  expect(faults).toEqual([]);
  expect(ruleAbout(settled, MCP, 'write')).toBeDefined();
});

test.each([
  ['a slash at the end', `${MCP}/`, MCP],
  ['capital letters', 'https://MCP.example.com/mcp', MCP],
  ['an alias', 'https://files.example.com/', MCP],
  ['a slash, of a resource to come', 'https://new.example/mcp/', 'https://new.example/mcp'],
])('two rules for a scope of one resource are refused: %s', (_, one, other) => {
  const problemsOf = (text: string) =>
    settleRules(rules(text), [resource]).faults.map(({ problem }) => problem);
  const [problem, ...rest] = problemsOf(`${one} write: anyone; ${other} write: github:1`);
  expect(problem).toMatch(/^has two rules for write of https:/);
  expect(rest).toEqual([]);
  expect(problemsOf(`${one} write: anyone; write: github:1; ${other} read: github:1`)).toEqual([]);
});
