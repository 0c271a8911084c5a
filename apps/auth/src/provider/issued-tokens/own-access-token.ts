/**
 * Whether a JWT is an access token of this server.
 *
 * What a signature says of a token never changes for the keys of one provider, so it is looked at
 * once and remembered beside that provider; a rotation makes another provider, and what was
 * remembered goes with the old one. The time is judged whenever somebody asks, and what the token
 * rests on is for the caller (introspection.ts).
 *
 * @module
 */
import { createPublicKey, hash, type KeyObject, verify } from 'node:crypto';
import type { JWTPayload } from 'jose';
import type { Provider } from 'oidc-provider';
import { SIGNING_ALGORITHMS } from '../../protocol/algorithms.ts';
import { publishedKeys } from '../internals.ts';
import { RecentlyUsed } from '../../storage/recently-used.ts';

/** How many tokens are remembered, those that were asked about last: some megabytes. */
const REMEMBERED = 5_000;

/**
 * Three segments in canonical base64url (RFC 7515 §7.1): the bits of a last character that encode
 * nothing are zero, so that a token has one spelling.
 */
const COMPACT = (() => {
  const segment = '((?:[\\w-]{4})*(?:[\\w-][AQgw]|[\\w-]{2}[AEIMQUYcgkosw048])?)';
  return new RegExp(`^${segment}\\.${segment}\\.${segment}$`);
})();

/** Media type of an access token (RFC 9068 §2.1); the prefix may be left out (RFC 7515 §4.1.9). */
const TYPE = /^(?:application\/)?at\+jwt$/i;

interface Key {
  readonly alg: string;
  readonly key: KeyObject;
}

/** Known of one provider. */
interface Kept {
  /** its public keys by `kid` */
  readonly keys: ReadonlyMap<unknown, Key>;
  /** claims by the SHA-256 of a token that it has signed */
  readonly signed: RecentlyUsed<Readonly<JWTPayload>>;
}

const keptOf = new WeakMap<Provider, Kept>();

/** The claims of an access token that this server signed and that has not expired, or undefined. */
export function ownAccessToken(
  provider: Provider,
  token: string,
): Readonly<JWTPayload> | undefined {
  const { keys, signed } = kept(provider);
  const name = hash('sha256', token, 'base64url');
  const claims = signed.get(name) ?? signedClaims(keys, token);
  if (claims?.iss !== provider.issuer) return undefined;
  if (isOfNow(claims)) {
    signed.set(name, claims);
    return claims;
  }
  signed.delete(name);
  return undefined;
}

function kept(provider: Provider): Kept {
  let its = keptOf.get(provider);
  if (its === undefined) {
    its = { keys: publicKeys(provider), signed: new RecentlyUsed(REMEMBERED) };
    keptOf.set(provider, its);
  }
  return its;
}

function publicKeys(provider: Provider): Map<unknown, Key> {
  const signing = publishedKeys(provider).filter(
    ({ alg, use }) => SIGNING_ALGORITHMS.some((known) => known === alg) && use === 'sig',
  );
  return new Map(
    signing.map((jwk) => [
      jwk.kid,
      { alg: String(jwk.alg), key: createPublicKey({ key: { ...jwk }, format: 'jwk' }) },
    ]),
  );
}

/** What a token says that one of these keys signed as an access token. */
function signedClaims(keys: Kept['keys'], token: string): JWTPayload | undefined {
  const [, header = '', payload = '', signature = ''] = COMPACT.exec(token) ?? [];
  try {
    const { alg, typ, kid, crit } = parsed(header);
    const known = keys.get(kid);
    if (known === undefined || known.alg !== alg || crit !== undefined) return undefined;
    if (typeof typ !== 'string' || !TYPE.test(typ)) return undefined;
    const isSigned = verify(
      // Of both algorithms.
      'sha256',
      Buffer.from(`${header}.${payload}`),
      // RFC 7518 §3.4; of no meaning to an RSA key, whose scheme is that of RS256 unless told.
      { key: known.key, dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    );
    return isSigned ? parsed(payload) : undefined;
  } catch {
    return undefined;
  }
}

/** @throws SyntaxError, TypeError where it is no object in JSON */
function parsed(segment: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(Buffer.from(segment, 'base64url').toString());
  if (typeof value !== 'object' || value === null) throw new TypeError('not an object');
  return value as Record<string, unknown>;
}

/** RFC 7519 §4.1.4 and §4.1.5, without tolerance: issued by this server, judged by its clock. */
function isOfNow({ exp, nbf = 0 }: Readonly<JWTPayload>): boolean {
  const now = Math.floor(Date.now() / 1000);
  return typeof exp === 'number' && exp > now && nbf <= now;
}
