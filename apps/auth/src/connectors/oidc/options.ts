import type { Misread } from '../descriptor.ts';

/** A visible word: letters, digits, marks, punctuation, and single spaces between them. */
const LABEL = /^[^\p{C}\p{Z}]+(?: [^\p{C}\p{Z}]+)*$/u;

/** What its button says after “Continue with”. */
export function readLabel(text: string): string | Misread {
  if (text.length <= 40 && LABEL.test(text)) return text;
  return {
    problem: 'is no label of up to 40 visible characters on one line',
    remedy: 'Name the provider as people know it, such as Example SSO.',
  };
}

/** RFC 6749 §3.3. */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/;

/** The scopes that are asked for, instead of those that follow from the other variables. */
export function readScopes(text: string): readonly string[] | Misread {
  const scopes = [...new Set(text.split(/[\s,]+/).filter((entry) => entry !== ''))];
  const remedy =
    'Write the names of scopes with spaces between them, such as openid profile groups.';
  if (!scopes.every((scope) => SCOPE.test(scope))) {
    return { problem: 'holds something that is no scope', remedy };
  }
  if (scopes.includes('openid')) return scopes;
  return { problem: 'is without openid, so no ID token would say who signs in', remedy };
}

/** The name of a claim, or the way to it: `groups`, `realm_access.roles`, `https://corp.example/groups`. */
export function readClaim(text: string): string | Misread {
  if (/^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/.test(text) && !/^\.|\.$/.test(text)) return text;
  return {
    problem: 'is not the name of a claim',
    remedy:
      'Write it as the provider does, such as groups; for a member of a claim, with a dot between: realm_access.roles.',
  };
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Tenants of Entra by their number, lower-cased as tokens have it. */
export function readTenants(text: string): readonly string[] | Misread {
  const entries = text.split(/[\s,]+/).filter((entry) => entry !== '');
  const tenants = [...new Set(entries.map((entry) => entry.toLowerCase()))];
  const remedy =
    'List the directory (tenant) ids of the organisations whose people may sign in, like 72f988bf-86f1-41af-91ab-2d7cd011db47.';
  if (!tenants.every((tenant) => UUID.test(tenant))) {
    return { problem: 'holds something that is no tenant id', remedy };
  }
  if (!tenants.includes(PERSONAL_TENANT)) return tenants;
  return { problem: 'holds the tenant of personal accounts, where anybody has one', remedy };
}

/** Of personal accounts at Microsoft, by its documented number. */
export const PERSONAL_TENANT = '9188040d-6c67-4c5b-b112-36a304b66dad';
