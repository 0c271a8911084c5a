import { describe, expect, test } from 'vitest';
import { CONNECTORS } from '../connectors/connectors.ts';
import { parseScopeRules } from './parse-scope-rules.ts';

function rules(text: string) {
  const parsed = parseScopeRules(text, CONNECTORS);
  if (!parsed.ok) throw new Error(parsed.problems.join('; '));
  return parsed.rules;
}

function problems(text: string) {
  const parsed = parseScopeRules(text, CONNECTORS);
  return parsed.ok ? [] : parsed.problems;
}

describe('the grammar', () => {
  test('has a scope, a colon, and entries as ADMIT has them', () => {
    const text =
      'mcp:write: github-org:acme/maintainers, ada@example.com;\n mcp:admin:\n github:583231; ';
    expect(rules(text)).toMatchObject([
      {
        scope: 'mcp:write',
        resource: undefined,
        whom: { teams: ['acme/maintainers'], emails: ['ada@example.com'], accounts: [] },
      },
      { scope: 'mcp:admin', whom: { accounts: [{ provider: 'github', subject: '583231' }] } },
    ]);
  });

  test('takes a resource in front of the scope, and the same scope without one', () => {
    expect(
      rules(
        'https://a.example/mcp write: github:1; write: github:2; http://localhost:8000/mcp write: anyone',
      ),
    ).toMatchObject([
      { scope: 'write', resource: 'https://a.example/mcp' },
      { scope: 'write', resource: undefined },
      { scope: 'write', resource: 'http://localhost:8000/mcp', whom: { anyone: true } },
    ]);
  });

  test('takes names with semicolons and commas in quotes', () => {
    expect(rules('"https://a.example/x;y" "a;b,c": github:1; d: github:2')).toMatchObject([
      { resource: 'https://a.example/x;y', scope: 'a;b,c' },
      { scope: 'd' },
    ]);
  });

  test.each([
    ['', 'is empty'],
    [' ; ', 'is empty'],
    ['mcp:write', 'which does not begin with a scope'],
    ['mcp:write:github:1', 'which does not begin with a scope'],
    ['mcp:write github:1', 'which does not begin with a scope'],
    ['a b c: github:1', 'which does not begin with a scope'],
    [': github:1', 'which does not begin with a scope'],
    ['"": github:1', 'where "" is no scope'],
    ['a\\b: github:1', 'is no scope'],
    ['schöpe: github:1', 'is no scope'],
    ['mcp:write:', 'says nobody for mcp:write'],
    ['mcp:write: ;', 'says nobody for mcp:write'],
    ['mcp:write: gitlab:1', 'whose prefix is not github'],
    ['mcp:write: github:ada', 'the number of an account, for mcp:write'],
    ['https://a.example/mcp write: ada@corp', 'for write of https://a.example/mcp'],
    ['a: github:1; a: github:2', 'has two rules for a'],
    ['a: github:1 b: github:2', 'whose prefix is not'],
  ])('refuses “%s”', (text, problem) => {
    expect(problems(text).join('; ')).toContain(problem);
  });
});
