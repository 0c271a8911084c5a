import { quote } from '@gatehouse/environment';
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** What a JSON value ought to be, in words. */
const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/**
 * What is wrong with a value, as the rest of a sentence that begins with its name: zod's own words are for
 * whoever wrote the schema, not for whoever typed the value.
 */
export function inputProblem(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      // The value is not in the issue, so that it cannot get into a log.
      return issue.message.endsWith('received undefined')
        ? 'is missing'
        : `is not ${kind(issue.expected)}`;
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return issue.origin === 'string'
        ? `is longer than ${issue.maximum} characters`
        : `is more than ${issue.maximum}`;
    case 'invalid_value':
      return `is none of ${issue.values.map(String).join(', ')}`;
    case 'unrecognized_keys':
      return `holds ${issue.keys.map(quote).join(' and ')}, which has no meaning here`;
    case 'invalid_key':
      return issue.issues[0] === undefined ? OTHER : inputProblem(issue.issues[0]);
    case 'custom':
    case 'invalid_format':
      // These are the schema's own, written to end a sentence.
      return issue.message.startsWith('Invalid') ? OTHER : issue.message;
    default:
      return OTHER;
  }
}

const OTHER = 'is not as it should be';

function kind(expected: string): string {
  return KINDS[expected] ?? expected;
}

function tooSmall({ origin, minimum }: Extract<Issue, { code: 'too_small' }>): string {
  const isLength = origin === 'string' || origin === 'array';
  return isLength && Number(minimum) === 1 ? 'is empty' : `is less than ${minimum}`;
}
