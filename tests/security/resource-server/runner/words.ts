/** Answers of a resource server in a few words, and what a row expects in the same words. */
import type { HttpAnswer } from './answer.ts';

/** What may come of a request, without how many requests it caused. */
export const VERDICTS = {
  accepted: '200, no challenge',
  'no token': '401 without error, resource_metadata scope',
  'invalid token': '401 invalid_token, resource_metadata scope',
  'invalid proof': '401 invalid_dpop_proof, resource_metadata scope',
  'invalid request': '400 invalid_request, resource_metadata scope',
  'insufficient scope': '403 insufficient_scope, resource_metadata scope',
  unavailable: '503 temporarily_unavailable, no challenge',
  'no start': 'does not start',
  'too large': '431 without error, no challenge',
} as const;

export type Verdict = keyof typeof VERDICTS;

/** `1 request`, `0 requests`. */
export const counted = (requests: number): string =>
  `${requests} request${requests === 1 ? '' : 's'}`;

/**
 * Status, `error` and the parameters of the challenge. What must never be is said, too, and so no
 * row expects it: an `error` that the body contradicts, a refusal that may be cached.
 */
export function sayRefusal({ status, headers, text }: HttpAnswer, method = 'GET'): string {
  if (status < 400) return `${status}, ${challengeOf(headers['www-authenticate'])}`;
  const challenge = headers['www-authenticate'];
  const inBody = /"error":"([a-z_]+)"/.exec(text)?.[1];
  const inChallenge = challenge && /\berror="([^"]*)"/.exec(challenge)?.[1];
  const error = inChallenge ?? inBody;
  const contradicts = challenge !== undefined && inChallenge !== inBody;
  // No cache keeps an answer to POST that says nothing about it (RFC 9111 §3); and a refusal that is
  // not about a token says nothing that another may not have.
  const aboutTokens = challenge !== undefined || status === 503;
  const cacheable = method === 'GET' && aboutTokens && headers['cache-control'] !== 'no-store';
  return [
    `${status} ${error ?? 'without error'}`,
    challengeOf(challenge),
    ...(contradicts ? [`${inBody} in the body`] : []),
    ...(cacheable ? ['cacheable'] : []),
  ].join(', ');
}

const ORDER = ['resource_metadata', 'scope', 'algs'];

/** The names of the parameters of each scheme, but for the error, which stands by itself. */
function challengeOf(header: string | undefined): string {
  if (header === undefined) return 'no challenge';
  const schemes = header.split(/, (?=Bearer |DPoP )/).map((challenge) => {
    const names = [...challenge.matchAll(/([a-z_]+)="/g)].map(([, name = '']) => name);
    const told = names.filter((name) => name !== 'error' && name !== 'error_description');
    const words = told.sort((one, other) => ORDER.indexOf(one) - ORDER.indexOf(other)).join(' ');
    return challenge.startsWith('Bearer ') ? words : `DPoP ${words}`;
  });
  return schemes
    .sort((one, other) => Number(one.startsWith('DPoP')) - Number(other.startsWith('DPoP')))
    .join('; ');
}
