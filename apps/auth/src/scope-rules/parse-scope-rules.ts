import { parseAdmit } from '../admission/parse-admit.ts';
import type { AdmissionRules } from '../admission/policy.ts';

/** A rule as it was written. */
export interface ParsedScopeRule {
  readonly scope: string;
  readonly resource: string | undefined;
  readonly whom: AdmissionRules;
}

/** What became of the text: rules, or what is wrong with each as a part of a sentence. */
export type ParsedScopeRules =
  | { readonly ok: true; readonly rules: readonly ParsedScopeRule[] }
  | { readonly ok: false; readonly problems: readonly string[] };

/** A word that ends with a colon is the scope; one before it, the resource. */
const HEAD = /^(?:("[^"]*"|\S+)\s+)?("[^"]*"|\S+):(?=\s|$)/;

/**
 * Reads `SCOPE_RULES`. Rules are separated by semicolons. Each begins with a scope and a colon, then a
 * space, and goes on with entries as in `ADMIT`:
 *
 * ```
 * mcp:write: github-org:acme/maintainers, ada@example.com;
 * https://files.example.com/mcp mcp:write: example.com
 * ```
 *
 * A resource in front of the scope makes it a rule about that resource alone. What has a semicolon or a
 * space in its name stands in double quotes: neither scopes (RFC 6749 §3.3) nor addresses have those.
 */
export function parseScopeRules(
  text: string,
  providers: Parameters<typeof parseAdmit>[1],
): ParsedScopeRules {
  const problems: string[] = [];
  const rules: ParsedScopeRule[] = [];
  for (const one of ruleTexts(text)) {
    const rule = parseRule(one, providers, problems);
    if (rule === undefined) continue;
    const { scope, resource } = rule;
    if (rules.some((other) => other.scope === scope && other.resource === resource)) {
      problems.push(`has two rules for ${named(scope, resource)}`);
    }
    rules.push(rule);
  }
  if (rules.length === 0 && problems.length === 0) problems.push('is empty');
  return problems.length === 0 ? { ok: true, rules } : { ok: false, problems };
}

/** A scope as a sentence has it, with its resource. */
export function named(scope: string, resource: string | undefined): string {
  return resource === undefined ? scope : `${scope} of ${resource}`;
}

/** Semicolons within quotes separate nothing. */
function ruleTexts(text: string): string[] {
  return (text.match(/(?:"[^"]*"|[^;"]|")+/g) ?? [])
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

function parseRule(
  text: string,
  providers: Parameters<typeof parseAdmit>[1],
  problems: string[],
): ParsedScopeRule | undefined {
  const [head, first, second = ''] = HEAD.exec(text) ?? [];
  if (head === undefined) {
    problems.push(`holds ${JSON.stringify(text)}, which does not begin with a scope and “: ”`);
    return undefined;
  }
  const [resource, scope] = [first === undefined ? undefined : bare(first), bare(second)];
  if (!/^[\x21\x23-\x5B\x5D-\x7E]+$/.test(scope)) {
    problems.push(`holds ${JSON.stringify(head)}, where ${JSON.stringify(scope)} is no scope`);
    return undefined;
  }
  const whom = text.slice(head.length).trim();
  if (whom === '') {
    problems.push(
      `says nobody for ${named(scope, resource)}: leave the rule out, or name somebody`,
    );
    return undefined;
  }
  const parsed = parseAdmit(whom, providers);
  if (parsed.ok) return { scope, resource, whom: parsed.rules };
  problems.push(...parsed.problems.map((one) => `${one}, for ${named(scope, resource)}`));
  return undefined;
}

function bare(word: string): string {
  return word.startsWith('"') ? word.slice(1, -1) : word;
}
