import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** What only a schema of ours can find. */
const OWN = ['not_a_scope_name', 'no_scope', 'openid_scope'] as const;
type Own = (typeof OWN)[number];

/** What is wrong with a value from outside. */
export type InputFault =
  | { readonly code: 'missing' }
  | { readonly code: 'wrong_kind'; readonly expected: string }
  | { readonly code: 'empty' }
  | { readonly code: 'too_small'; readonly least: number }
  | { readonly code: 'too_big'; readonly most: number }
  | { readonly code: 'too_long'; readonly most: number }
  | { readonly code: 'none_of'; readonly values: readonly string[] }
  | { readonly code: 'unknown_members'; readonly names: readonly string[] }
  | { readonly code: Own }
  | { readonly code: 'unfit' };

/** What zod takes as the second argument of `refine`, where a schema finds a fault of its own. */
export function own(code: Own): { readonly params: { readonly code: Own } } {
  return { params: { code } };
}

/**
 * What zod found, without its words: those are for whoever wrote the schema, not for whoever typed the
 * value.
 */
export function inputFault(issue: Issue): InputFault {
  switch (issue.code) {
    case 'invalid_type':
      // The value is not in the issue, so that it cannot get into a log.
      return issue.message.endsWith('received undefined')
        ? { code: 'missing' }
        : { code: 'wrong_kind', expected: issue.expected };
    case 'too_small':
      return tooSmall(issue);
    case 'too_big': {
      const most = Number(issue.maximum);
      return issue.origin === 'string' ? { code: 'too_long', most } : { code: 'too_big', most };
    }
    case 'invalid_value':
      return { code: 'none_of', values: issue.values.map(String) };
    case 'unrecognized_keys':
      return { code: 'unknown_members', names: issue.keys };
    case 'invalid_key':
      return issue.issues[0] === undefined ? { code: 'unfit' } : inputFault(issue.issues[0]);
    case 'custom':
      return { code: OWN.find((code) => code === issue.params?.code) ?? 'unfit' };
    default:
      return { code: 'unfit' };
  }
}

function tooSmall({ origin, minimum }: Extract<Issue, { code: 'too_small' }>): InputFault {
  const isLength = origin === 'string' || origin === 'array';
  const least = Number(minimum);
  return isLength && least === 1 ? { code: 'empty' } : { code: 'too_small', least };
}
