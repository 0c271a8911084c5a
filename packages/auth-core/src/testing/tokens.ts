import { base64url } from 'jose';

import { signCompact } from './sign.ts';
import { createSigningKey, type SigningKey } from './signing-key.ts';

/** Departures from a good token. A member that is `undefined` is left out. */
export interface TokenChanges {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** Tokens of a test issuer: a good one, and one for each way of not being it. */
export interface TestTokens {
  /** A good access token (RFC 9068) of 15 minutes, but for the changes. */
  token(changes?: TokenChanges): Promise<string>;
  /** Good until a minute ago. */
  expired(changes?: TokenChanges): Promise<string>;
  /** Good in an hour (`nbf`). */
  notYetValid(changes?: TokenChanges): Promise<string>;
  /** For somebody else. */
  forAudience(audience: string | readonly string[], changes?: TokenChanges): Promise<string>;
  /** With these scopes, separated by spaces; with none at all, where there are none. */
  withScope(scope: string | undefined, changes?: TokenChanges): Promise<string>;
  /** Without one of its claims. */
  without(claim: string, changes?: TokenChanges): Promise<string>;
  /** Of an issuer that calls itself otherwise, signed with this one's key. */
  ofIssuer(issuer: string, changes?: TokenChanges): Promise<string>;
  /** Signed by a stranger, in this issuer's name and under its key's `kid`. */
  forged(changes?: TokenChanges): Promise<string>;
  /** Under a `kid` that was never published. */
  ofUnknownKey(changes?: TokenChanges): Promise<string>;
  /** With claims that were changed after it was signed. */
  tampered(claims: Readonly<Record<string, unknown>>, changes?: TokenChanges): Promise<string>;
  /** `alg` is `none`, and there is no signature (RFC 8725 §3.1). */
  unsigned(changes?: TokenChanges): Promise<string>;
  /** An ID token for the client: no access token, whatever its signature (RFC 9068 §5). */
  idToken(changes?: TokenChanges): Promise<string>;
  /** Cut off before the signature. */
  truncated(changes?: TokenChanges): Promise<string>;
}

/** What the tokens are made from; asked anew for each. */
export interface TokenSource {
  readonly issuer: string;
  readonly audience: string;
  readonly key: SigningKey;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/** Seconds. */
const minute = 60;

export function testTokens(source: () => TokenSource): TestTokens {
  let serial = 0;

  const parts = ({ header, claims }: TokenChanges) => {
    const { issuer, audience, key, clock } = source();
    const now = Math.floor(clock() / 1000);
    serial += 1;
    const good = {
      iss: issuer,
      aud: audience,
      sub: 'user-1',
      client_id: 'client-1',
      jti: `token-${serial}`,
      iat: now,
      exp: now + 15 * minute,
      scope: 'mcp:read',
    };
    return {
      key,
      now,
      header: { alg: key.algorithm, typ: 'at+jwt', kid: key.kid, ...header },
      claims: { ...good, ...claims },
    };
  };
  const sign = (changes: TokenChanges, by?: SigningKey) => {
    const { header, claims, key } = parts(changes);
    const { privateKey, algorithm } = by ?? key;
    return signCompact(header, claims, privateKey, algorithm);
  };
  const withClaims = (
    { header = {}, claims = {} }: TokenChanges,
    more: Readonly<Record<string, unknown>>,
  ) => sign({ header, claims: { ...more, ...claims } });
  const now = () => Math.floor(source().clock() / 1000);

  return {
    token: (changes = {}) => sign(changes),
    expired: (changes = {}) =>
      withClaims(changes, { iat: now() - 16 * minute, exp: now() - minute }),
    notYetValid: (changes = {}) =>
      withClaims(changes, { nbf: now() + 60 * minute, exp: now() + 75 * minute }),
    forAudience: (aud, changes = {}) => withClaims(changes, { aud }),
    withScope: (scope, changes = {}) => withClaims(changes, { scope }),
    without: (claim, changes = {}) => withClaims(changes, { [claim]: undefined }),
    ofIssuer: (iss, changes = {}) => withClaims(changes, { iss }),
    forged: async (changes = {}) => {
      const { algorithm, kid } = source().key;
      return sign(changes, await createSigningKey(algorithm, kid));
    },
    ofUnknownKey: async ({ header, claims = {} } = {}) => {
      const key = await createSigningKey(source().key.algorithm, 'never-published');
      return sign({ header: { kid: key.kid, ...header }, claims }, key);
    },
    tampered: async (claims, changes = {}) => {
      const [header = '', payload = '', signature = ''] = (await sign(changes)).split('.');
      const read: unknown = JSON.parse(new TextDecoder().decode(base64url.decode(payload)));
      const changed = base64url.encode(JSON.stringify({ ...(read as object), ...claims }));
      return `${header}.${changed}.${signature}`;
    },
    unsigned: async (changes = {}) => {
      const { header, claims } = parts({ ...changes, header: { alg: 'none', ...changes.header } });
      return `${base64url.encode(JSON.stringify(header))}.${base64url.encode(JSON.stringify(claims))}.`;
    },
    idToken: ({ header, claims } = {}) =>
      sign({
        header: { typ: 'JWT', ...header },
        claims: {
          aud: 'client-1',
          client_id: undefined,
          scope: undefined,
          nonce: 'nonce-1',
          auth_time: now(),
          ...claims,
        },
      }),
    truncated: async (changes = {}) => (await sign(changes)).replace(/\.[^.]*$/, ''),
  };
}
