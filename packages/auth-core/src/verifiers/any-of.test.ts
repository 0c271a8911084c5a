import { beforeEach, describe, expect, it, vi } from 'vitest';

import { InvalidTokenError } from '../errors/errors.ts';
import { createTestIssuer, type TestIssuer } from '../testing/index.ts';
import { shapeOf } from '../token/shape.ts';
import { type Presentation, type Verifier, wrapVerifier } from '../contract/verifier.ts';
import { anyOf } from './any-of.ts';
import { cached } from '../caching/cached.ts';
import { customVerifier } from './custom/custom.ts';
import { githubTokenVerifier } from './github/github.ts';
import { googleTokenVerifier } from './google/google.ts';
import { introspection, issuer as asked } from './introspection/introspection.fixture.ts';
import { jwtVerifier } from './jwt/jwt.ts';

const audience = 'https://mcp.example.com/mcp';
const clock = () => Date.UTC(2026, 10, 24);
const misconfigured = expect.objectContaining({ code: 'configuration_invalid' }) as Error;

let first: TestIssuer;
let second: TestIssuer;

beforeEach(async () => {
  first = await createTestIssuer({ issuer: 'https://first.example.com', audience, clock });
  second = await createTestIssuer({ issuer: 'https://second.example.com', audience, clock });
});

const jwt = ({ issuer, fetch }: TestIssuer) => jwtVerifier({ issuer, audience, clock, fetch });
const unreachable = () => Promise.reject(new TypeError('fetch failed'));
const refused = expect.objectContaining({ code: 'token_inactive' }) as Error;
const remote = { clock, fetch: unreachable };
const github = () => githubTokenVerifier({ clientId: 'a', clientSecret: 'b', ...remote });
const google = () => googleTokenVerifier({ clientId: 'a', ...remote });
const refusing = (code: 'token_inactive' | 'token_unrecognised' = 'token_inactive') =>
  vi.fn<Verifier['verify']>(() => Promise.reject(new InvalidTokenError(code, '')));

describe('a token', () => {
  it('goes to the verifier of its issuer, and to no other, whatever that one says', async () => {
    const verifier = anyOf(jwt(first), jwt(second));
    expect((await verifier.verify(await first.token())).issuer).toBe(first.issuer);
    expect(second.requests).toEqual([]);
    expect((await verifier.verify(await second.token())).issuer).toBe(second.issuer);
    const before = [...first.requests];
    const forged = await first.token({ claims: { iss: second.issuer } });
    await expect(verifier.verify(forged)).rejects.toThrow(
      expect.objectContaining({ code: 'token_signature_invalid' }),
    );
    expect(first.requests).toEqual(before);
  });

  it('goes by its looks where it is opaque', async () => {
    const seen: string[] = [];
    const watched = (name: string, inner: Verifier) =>
      wrapVerifier(inner, {
        verify(token) {
          seen.push(`${name} ${token.slice(0, 4)}`);
          return refusing()(token);
        },
      });
    const verifier = anyOf(
      watched('github', github()),
      watched('google', google()),
      watched('jwt', jwt(first)),
      watched('introspection', introspection().verifier),
    );
    for (const token of ['gho_abc', 'ya29.abc', 'ghu_abc', await first.token(), 'ghp_abc', 'abc']) {
      await expect(verifier.verify(token)).rejects.toThrow(refused);
    }
    expect(seen).toEqual([
      'github gho_',
      'google ya29',
      'github ghu_',
      'jwt eyJh',
      'introspection ghp_',
      'introspection abc',
    ]);
  });

  it('that nobody recognises is refused, and asks for nothing', async () => {
    const verifier = anyOf(jwt(first), github());
    for (const token of [await second.token(), 'opaque', 'ya29.a', '', 'a b', '\uD800']) {
      await expect(verifier.verify(token)).rejects.toThrow(
        expect.objectContaining({ code: 'token_unrecognised', status: 401 }),
      );
    }
    expect(first.requests).toEqual([]);
  });

  it('is handed on with its presentation', async () => {
    const verify = refusing();
    const presentation: Presentation = { scheme: 'Bearer', proofs: ['p'], method: 'GET', url: '' };
    await expect(anyOf({ verify }).verify('token', presentation)).rejects.toThrow(refused);
    expect(verify).toHaveBeenCalledWith('token', presentation);
  });
});

describe('a verifier that would never have its turn', () => {
  it.each<[string, () => Verifier[]]>([
    ['a second of the same issuer', () => [jwt(first), jwt(first)]],
    ['the same, cached', () => [cached(jwt(first)), jwt(second), cached(jwt(first))]],
    ['a second of GitHub', () => [github(), github()]],
    ['GitHub after whatever is opaque', () => [introspection().verifier, github()]],
    ['a second that asks', () => [introspection().verifier, introspection().verifier]],
    ['one inside another', () => [anyOf(jwt(first), github()), jwt(first)]],
    [
      'the same issuer, asked and verified',
      () => [introspection().verifier, jwtVerifier({ issuer: asked, audience })],
    ],
    ['any after one that takes whatever comes', () => [customVerifier(() => false), jwt(first)]],
    ['of two such', () => [customVerifier(() => false), customVerifier(() => false)]],
  ])('is refused at start: %s', (_what, verifiers) => {
    expect(() => anyOf(...(verifiers() as [Verifier]))).toThrow(misconfigured);
  });

  it('is none where the particular goes before the general', () => {
    const verifiers = [github(), google(), jwt(first), introspection().verifier] as const;
    expect(
      anyOf(
        ...verifiers,
        customVerifier(() => false),
      ).recognises?.(shapeOf('a')),
    ).toBe(true);
  });

  it('is not one that asks about the tokens left over', () => {
    const reading = jwtVerifier({ issuer: asked, audience });
    expect(() => anyOf(reading, introspection().verifier)).not.toThrow();
  });

  it('cannot be told where neither says what it takes: the first has it', async () => {
    const [one, two] = [refusing(), refusing()];
    const recognises = () => true;
    await expect(
      anyOf({ verify: one, recognises }, { verify: two, recognises }).verify('a'),
    ).rejects.toThrow(refused);
    expect([one, two].map(({ mock }) => mock.calls.length)).toEqual([1, 0]);
  });

  it('is each of none', () => {
    expect(() => (anyOf as () => Verifier)()).toThrow(misconfigured);
  });
});

describe('proofs of possession', () => {
  const proving = (...dpopAlgorithms: string[]) =>
    wrapVerifier(jwt(first), { verify: refusing(), dpopAlgorithms });

  it('are offered with what all verifiers that check them have in common', () => {
    const other = wrapVerifier(jwt(second), { verify: refusing(), dpopAlgorithms: ['ES256'] });
    expect(anyOf(proving('ES256', 'RS256'), other, github()).dpopAlgorithms).toEqual(['ES256']);
    expect(anyOf(jwt(first), github())).not.toHaveProperty('dpopAlgorithms');
    expect(() => anyOf(proving('RS256'), other)).toThrow(misconfigured);
  });

  it('are refused with a token whose verifier would not look at them', async () => {
    const verifier = anyOf(proving('ES256'), github());
    const presentation: Presentation = { scheme: 'DPoP', proofs: ['p'], method: 'GET', url: '' };
    await expect(verifier.verify('gho_abc', presentation)).rejects.toThrow(
      expect.objectContaining({ code: 'token_binding_unchecked' }),
    );
    await expect(verifier.verify(await first.token(), presentation)).rejects.toThrow(
      expect.objectContaining({ code: 'token_inactive' }),
    );
  });

  it('keep a cache from being put around it all', () => {
    expect(() => cached(anyOf(proving('ES256'), github()))).toThrow(misconfigured);
    const judging = wrapVerifier(jwt(first), { verify: refusing(), judgesEachRequest: true });
    expect(() => cached(anyOf(github(), judging))).toThrow(misconfigured);
  });
});
