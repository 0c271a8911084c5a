/**
 * A second implementation of what a valid token is: with `node:crypto`, from RFC 7515, RFC 9068 and the
 * README, without any code of this package. Where both disagree, one of them is wrong.
 *
 * @module
 */
import { type KeyObject, verify } from 'node:crypto';

/** The issuer, audience and time that tokens are compared with. */
export interface Expected {
  readonly keys: ReadonlyMap<string, { readonly alg: 'ES256' | 'RS256'; readonly key: KeyObject }>;
  readonly issuers: readonly string[];
  /** Seconds since the epoch. */
  readonly now: number;
  /** The key for tokens without `kid`, where a verifier has only one key. */
  readonly only?: string;
  /** Google's ID tokens instead of access tokens. */
  readonly isGoogle?: boolean;
  readonly audience: string;
}

type Json = Record<string, unknown>;

/** The token in `Authorization` headers, if there is exactly one in the right form. */
export function tokenIn(authorization: readonly string[]): string | undefined {
  if (authorization.length !== 1) return undefined;
  const [header = ''] = authorization;
  if (header.slice(0, 7).toLowerCase() !== 'bearer ') return undefined;
  const text = header.slice(7).replace(/^ +/, '');
  return /^[\w.~+/-]+=*$/.test(text) ? text : undefined;
}

export function isGoodJwt(token: string, expected: Expected): boolean {
  const segments = token.split('.');
  if (segments.length !== 3 || token.length > 8192) return false;
  const [head, body, tail] = segments.map(canonical);
  if (!head?.length || !body?.length || !tail?.length) return false;
  const [header, claims] = [objectIn(head), objectIn(body)];
  if (header === undefined || claims === undefined) return false;
  if (depthOf(header) > 64 || depthOf(claims) > 64) return false;
  if (['crit', 'b64', 'zip', 'enc'].some((name) => Object.hasOwn(header, name))) return false;
  const found = keyOf(header, expected);
  if (found === undefined || header['alg'] !== found.alg) return false;
  const input = Buffer.from(`${segments[0]}.${segments[1]}`);
  const { key } = found;
  const signer = found.alg === 'ES256' ? { key, dsaEncoding: 'ieee-p1363' as const } : key;
  if (!verify('sha256', input, signer, tail)) return false;
  return expected.isGoogle
    ? isIdToken(header, claims, expected)
    : isAccessToken(header, claims, expected);
}

/** Without recursion: level by level. */
function depthOf(value: Json): number {
  let depth = 0;
  for (let level: unknown[] = [value]; level.length > 0; depth += 1) {
    level = level
      .flatMap((one) => Object.values(one as Json))
      .filter((one) => typeof one === 'object' && one !== null);
  }
  return depth;
}

/** Whether a text is the canonical base64url of its bytes: encoding them again gives the same text. */
function canonical(segment: string): Buffer | undefined {
  const bytes = Buffer.from(segment, 'base64url');
  return bytes.toString('base64url') === segment ? bytes : undefined;
}

function objectIn(bytes: Buffer): Json | undefined {
  const text = bytes.toString('utf8');
  if (!Buffer.from(text, 'utf8').equals(bytes)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Json)
      : undefined;
  } catch {
    return undefined;
  }
}

function keyOf({ kid }: Json, { keys, only }: Expected) {
  if (kid === undefined) return only === undefined ? undefined : keys.get(only);
  if (typeof kid !== 'string' || kid === '' || kid.length > 256) return undefined;
  return keys.get(only ?? kid);
}

function isAccessToken({ typ }: Json, claims: Json, expected: Expected): boolean {
  if (typeof typ !== 'string' || !/^(?:application\/)?at\+jwt$/i.test(typ)) return false;
  const { aud, scope, cnf } = claims;
  const forUs = Array.isArray(aud)
    ? aud.length === 1 && aud[0] === expected.audience
    : aud === expected.audience;
  const scopeIsText = scope === undefined || [scope].flat().every((one) => typeof one === 'string');
  const hasNames = ['sub', 'client_id', 'jti'].every((name) => isText(claims[name]));
  return forUs && scopeIsText && hasNames && cnf === undefined && isInTime(claims, expected);
}

function isIdToken({ typ }: Json, claims: Json, expected: Expected): boolean {
  if (typ !== undefined && !(typeof typ === 'string' && typ.toLowerCase() === 'jwt')) return false;
  const { aud, azp, sub, events, cnf } = claims;
  const forUs = aud === expected.audience && (azp === undefined || azp === expected.audience);
  return (
    forUs && isText(sub) && events === undefined && cnf === undefined && isInTime(claims, expected)
  );
}

/** With 5 seconds of clock tolerance and a lifetime of at most one day. */
function isInTime({ iss, exp, iat, nbf }: Json, { issuers, now }: Expected): boolean {
  if (typeof iss !== 'string' || !issuers.includes(iss)) return false;
  if (!isTime(exp) || !isTime(iat) || !(nbf === undefined || isTime(nbf))) return false;
  if (exp <= now - 5 || exp <= iat || exp - iat > 86_400) return false;
  return iat <= now + 5 && (nbf === undefined || nbf <= now + 5);
}

const isText = (value: unknown) => typeof value === 'string' && value !== '';
const isTime = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0;
