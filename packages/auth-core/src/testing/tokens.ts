import { base64url } from 'jose';

import { signCompact } from './sign.ts';
import { createSigningKey, type SigningKey } from './signing-key.ts';

/** Changes to a valid token. A member that is `undefined` is removed. */
export interface TokenChanges {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
}

/** Tokens of a test issuer: a valid one, and one for each way to be invalid. */
export interface TestTokens {
  /** A valid access token (RFC 9068) for 15 minutes, except for the changes. */
  token(changes?: TokenChanges): Promise<string>;
  /** A token that expired a minute ago. */
  expired(changes?: TokenChanges): Promise<string>;
  /** A token that is valid only in an hour (`nbf`). */
  notYetValid(changes?: TokenChanges): Promise<string>;
  /** A token for this audience. */
  forAudience(audience: string | readonly string[], changes?: TokenChanges): Promise<string>;
  /** A token with these scopes, separated by spaces; without the claim if it is undefined. */
  withScope(scope: string | undefined, changes?: TokenChanges): Promise<string>;
  /** A token without this claim. */
  without(claim: string, changes?: TokenChanges): Promise<string>;
  /** A token with another `iss`, signed with the key of this issuer. */
  ofIssuer(issuer: string, changes?: TokenChanges): Promise<string>;
  /** A token signed with a foreign key, but with the `iss` and `kid` of this issuer. */
  forged(changes?: TokenChanges): Promise<string>;
  /** A token with a `kid` that was never published. */
  ofUnknownKey(changes?: TokenChanges): Promise<string>;
  /** A token whose claims were changed after it was signed. */
  tampered(claims: Readonly<Record<string, unknown>>, changes?: TokenChanges): Promise<string>;
  /** A token with the `alg` `none` and without a signature (RFC 8725 §3.1). */
  unsigned(changes?: TokenChanges): Promise<string>;
  /** An ID token for the client. It is correctly signed, but not an access token (RFC 9068 §5). */
  idToken(changes?: TokenChanges): Promise<string>;
  /** A token without its signature segment. */
  truncated(changes?: TokenChanges): Promise<string>;
}

/** What a token is made from. It is read again for each token. */
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
