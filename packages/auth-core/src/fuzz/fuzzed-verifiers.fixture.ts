/** Every verifier with the servers it asks, each with the independent check for a token it accepts. */
import type { Fetch } from '../issuer/fetch-json.ts';
import {
  anyOf,
  cached,
  customVerifier,
  dpop,
  githubTokenVerifier,
  googleTokenVerifier,
  introspectionVerifier,
  jwtVerifier,
  statusChecked,
  type Verifier,
} from '../index.ts';
import { type Expected, isGoodJwt } from './independent-judge.fixture.ts';
import type { Pool } from './mutations.fixture.ts';
import { type Json, mintKey, minted } from './token-mint.fixture.ts';

export interface Fuzzed {
  readonly name: string;
  readonly verifier: Verifier;
  readonly isGood: (token: string) => boolean;
}

const issuer = 'https://auth.example.com';
const audience = 'https://mcp.example.com/mcp';
const client = 'client-1';
const google = 'https://accounts.google.com';
/** Milliseconds. The clock stands still, so that the time of a test does not change its result. */
const clock = () => Date.parse('2026-11-25T12:00:00Z');
const now = Math.floor(clock() / 1000);

export function fuzzedVerifiers(): { readonly verifiers: readonly Fuzzed[]; readonly pool: Pool } {
  const keys = [mintKey('es', 'ES256'), mintKey('rs', 'RS256')] as const;
  const googleKey = mintKey('google', 'RS256');
  const stranger = mintKey('es', 'ES256');
  const times = { iat: now, exp: now + 900 };
  const claims = {
    iss: issuer,
    aud: audience,
    sub: 'user-1',
    client_id: client,
    jti: 'token-1',
    scope: 'mcp:read',
    ...times,
  };
  const idClaims = { iss: google, aud: client, azp: client, sub: '1234', ...times };
  const known = {
    opaque: 'an-opaque-token-of-the-issuer',
    github: 'gho_16C7e42F292c6912E7710c838347Ae178B4a',
    google: 'ya29.a0AfH6SMBx-example_token',
    custom: 'session-0123456789',
  };
  const good = keys.map((key) => minted({}, claims, key));
  const pool: Pool = {
    tokens: [
      ...good,
      ...keys.map((key) =>
        minted({ typ: 'AT+JWT' }, { ...claims, aud: [audience], nbf: now }, key),
      ),
      ...keys.map((key) => minted({}, { ...claims, exp: now - 60, iat: now - 960 }, key)),
      minted({}, claims, stranger),
      minted({ typ: 'JWT' }, claims, keys[0]),
      minted({}, { ...claims, cnf: { jkt: 'x' } }, keys[0]),
      minted({ typ: 'JWT' }, idClaims, googleKey),
      ...Object.values(known),
    ],
    claims,
    header: { typ: 'at+jwt' },
    // RSA signs slowly, so it is chosen less often.
    keys: [keys[0], keys[0], keys[0], keys[0], stranger, stranger, keys[1], googleKey],
  };

  const jwks = (...list: (typeof googleKey)[]) =>
    Response.json({
      keys: list.map(({ publicKey, kid, alg }) => ({
        ...publicKey.export({ format: 'jwk' }),
        kid,
        alg,
      })),
    });
  const says = (body: string, token: string, told: Json, otherwise: Response) =>
    body.includes(token) ? Response.json(told) : otherwise;
  const fetch: Fetch = (url, { body, headers }) => {
    const sent = `${typeof body === 'string' ? decodeURIComponent(body.replaceAll('+', ' ')) : ''} `;
    const shown = new Headers(headers).get('authorization') ?? '';
    return Promise.resolve(answer(url, sent, shown));
  };
  function answer(url: string, sent: string, shown: string): Response {
    switch (url) {
      case `${issuer}/jwks`:
        return jwks(...keys);
      case 'https://www.googleapis.com/oauth2/v3/certs':
        return jwks(googleKey);
      case `${issuer}/introspect`: {
        const isKnown = sent.includes(`token=${known.opaque}&`);
        return Response.json(isKnown ? { ...claims, active: true } : { active: false });
      }
      case `https://api.github.com/applications/${client}/token`:
        return says(
          sent,
          `"${known.github}"`,
          { app: { client_id: client }, user: { id: 1, login: 'ada' }, scopes: [] },
          new Response(null, { status: 404 }),
        );
      case 'https://oauth2.googleapis.com/tokeninfo':
        return shown === `Bearer ${known.google}`
          ? Response.json({ aud: client, azp: client, sub: '1234', exp: String(times.exp) })
          : new Response(null, { status: 400 });
      default:
        throw new Error(`nobody has a reason to fetch ${url}`);
    }
  }

  const expected: Expected = {
    keys: new Map(keys.map(({ kid, alg, publicKey: key }) => [kid, { alg, key }])),
    issuers: [issuer],
    now,
    audience,
  };
  const onlyOne: Expected = { ...expected, only: 'es' };
  const ofGoogle: Expected = {
    keys: new Map([['google', { alg: 'RS256', key: googleKey.publicKey }]]),
    issuers: [google, 'accounts.google.com'],
    now,
    audience: client,
    isGoogle: true,
  };
  const common = { clock, fetch };
  const jwt = () => jwtVerifier({ issuer, audience, jwksUri: `${issuer}/jwks`, ...common });
  const github = () => githubTokenVerifier({ clientId: client, clientSecret: 'secret', ...common });
  const isJwt = once((token) => isGoodJwt(token, expected));
  const publicKey = keys[0].publicKey.export({ type: 'spki', format: 'pem' }).toString();

  const verifiers: Fuzzed[] = [
    { name: 'jwt', verifier: jwt(), isGood: isJwt },
    {
      name: 'jwt (static key)',
      verifier: jwtVerifier({ issuer, audience, publicKey, clock }),
      isGood: once((token) => isGoodJwt(token, onlyOne)),
    },
    { name: 'cached(jwt)', verifier: cached(jwt(), { clock, maxEntries: 100 }), isGood: isJwt },
    {
      name: 'anyOf(cached(jwt), github)',
      verifier: anyOf(cached(jwt(), { clock }), github()),
      isGood: (token) => isJwt(token) || token === known.github,
    },
    {
      name: 'introspection',
      verifier: introspectionVerifier({
        issuer,
        audience,
        endpoint: `${issuer}/introspect`,
        clientAuthentication: { method: 'client_secret_basic', clientId: 'mcp', clientSecret: 'x' },
        ...common,
      }),
      isGood: (token) => token === known.opaque,
    },
    { name: 'github', verifier: github(), isGood: (token) => token === known.github },
    {
      name: 'google',
      verifier: googleTokenVerifier({ clientId: client, idTokens: true, ...common }),
      isGood: (token) => token === known.google || isGoodJwt(token, ofGoogle),
    },
    {
      name: 'custom',
      verifier: customVerifier(
        (token) =>
          token === known.custom && {
            clientId: client,
            subject: 'user-1',
            scopes: [],
            expiresAt: times.exp,
          },
        { clock },
      ),
      isGood: (token) => token === known.custom,
    },
    { name: 'dpop(jwt)', verifier: dpop(jwt(), { clock }), isGood: isJwt },
    {
      name: 'status(jwt)',
      verifier: statusChecked(jwt(), common),
      isGood: (token) => isJwt(token) && !hasStatus(token),
    },
  ];
  return { verifiers, pool };
}

/** Six verifiers share the result of the same independent check. */
function once(judge: (token: string) => boolean): (token: string) => boolean {
  let last: { readonly token: string; readonly isGood: boolean } | undefined;
  return (token) => {
    if (last?.token !== token) last = { token, isGood: judge(token) };
    return last.isGood;
  };
}

/** A status that was changed refers to a list that does not exist. */
function hasStatus(token: string): boolean {
  const [, body = ''] = token.split('.');
  const { status } = JSON.parse(Buffer.from(body, 'base64url').toString()) as { status?: unknown };
  return status !== undefined;
}
