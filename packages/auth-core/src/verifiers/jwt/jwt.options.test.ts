import { beforeEach, describe, expect, it } from 'vitest';

import { createTestIssuer, type TestIssuer } from '../../testing/index.ts';
import { shapeOf } from '../../token/shape.ts';
import type { Presentation } from '../../contract/verifier.ts';
import { jwtVerifier } from './jwt.ts';
import type { JwtVerifierOptions } from './options.ts';

const audience = 'https://mcp.example.com/mcp';
const other = 'https://other.example.com';
const now = Date.UTC(2026, 10, 24);
const clock = () => now;

let issuer: TestIssuer;
let second: TestIssuer;

beforeEach(async () => {
  issuer = await createTestIssuer({ audience, clock });
  second = await createTestIssuer({ issuer: 'https://second.example.com', audience, clock });
});

function verifierWith(options: Partial<JwtVerifierOptions> = {}) {
  return jwtVerifier({
    issuer: issuer.issuer,
    audience,
    clock,
    fetch: (url, init) => (url.startsWith(second.issuer) ? second : issuer).fetch(url, init),
    ...options,
  });
}

const verify = async (options: Partial<JwtVerifierOptions>, claims: object = {}, header = {}) =>
  verifierWith(options).verify(await issuer.token({ claims: { ...claims }, header }));
const refusedWith = (code: string, status = 401) =>
  expect.objectContaining({ code, status }) as Error;

describe('keys by http on a private host', () => {
  const jwksUri = 'http://keycloak:8080/realms/staff/certs';

  it('are fetched from the very address in the options, and from no other', async () => {
    issuer.documents.set(jwksUri, issuer.documents.get(`${issuer.issuer}/jwks`));
    const token = await issuer.token();
    const verifier = verifierWith({ jwksUri, jwksUriOverHttp: true });
    await expect(verifier.verify(token)).resolves.toBeDefined();
    expect(issuer.requests).toEqual([jwksUri]);
  });

  it('are not followed to where they redirect', async () => {
    const headers = { location: 'http://evil:8080/jwks' };
    issuer.documents.set(jwksUri, new Response(null, { status: 302, headers }));
    await expect(verify({ jwksUri, jwksUriOverHttp: true })).rejects.toThrow(
      refusedWith('issuer_unavailable', 503),
    );
    expect(issuer.requests).toEqual([jwksUri]);
  });

  it('are never fetched because metadata names them', async () => {
    issuer.documents.set(jwksUri, issuer.documents.get(`${issuer.issuer}/jwks`));
    const metadata = `${issuer.issuer}/.well-known/oauth-authorization-server`;
    issuer.documents.set(metadata, { issuer: issuer.issuer, jwks_uri: jwksUri });
    await expect(verify({})).rejects.toThrow(refusedWith('issuer_unavailable', 503));
    expect(issuer.requests).not.toContain(jwksUri);
  });

  it.each<[string, Partial<JwtVerifierOptions>]>([
    ['without the word for it', { jwksUri }],
    ['of a public host', { jwksUri: 'http://auth.example.com/jwks', jwksUriOverHttp: true }],
    ['of no address', { jwksUriOverHttp: true }],
  ])('are refused %s', (_what, options) => {
    expect(() => verifierWith(options)).toThrow(refusedWith('configuration_invalid', 500));
  });
});

describe('other audiences', () => {
  it.each<[string, unknown, Partial<JwtVerifierOptions>, boolean]>([
    ['our own with many', [audience, 'a', 'b'], { otherAudiences: 'any' }, true],
    ['our own alone', audience, { otherAudiences: 'any' }, true],
    [
      'one of ours with many',
      ['a', 'project'],
      { otherAudiences: 'any', audience: ['project'] },
      true,
    ],
    ['many without ours', ['a', 'b'], { otherAudiences: 'any' }, false],
    ['none', [], { otherAudiences: 'any' }, false],
    ['the word itself', ['any'], { otherAudiences: 'any' }, false],
    ['a name twice', [audience, 'a', 'a'], { otherAudiences: 'any' }, false],
    ['what is no name', [audience, 1], { otherAudiences: 'any' }, false],
    ['a part of ours', [`${audience}/x`, 'a'], { otherAudiences: 'any' }, false],
    ['ours with many', [audience, 'a', 'b'], { otherAudiences: ['a'] }, false],
    ['ours with one that is named', [audience, 'a'], { otherAudiences: ['a'] }, true],
    ['ours with many', [audience, 'a'], {}, false],
  ])('%s (%j), with %j: %s', async (_what, aud, options, isAccepted) => {
    const outcome = await verify(options, { aud }).then(
      () => 'accepted',
      (error: unknown) => (error as { code: string }).code,
    );
    expect(outcome).toBe(isAccepted ? 'accepted' : 'token_audience_mismatch');
  });

  it('are a list, or any', () => {
    expect(() => verifierWith({ otherAudiences: 'account' as 'any' })).toThrow(
      refusedWith('configuration_invalid', 500),
    );
  });
});

describe('several issuers', () => {
  it('are each believed with their own keys alone', async () => {
    const verifier = verifierWith({ issuer: [issuer.issuer, second.issuer] });
    await expect(verifier.verify(await issuer.token())).resolves.toMatchObject({
      issuer: issuer.issuer,
    });
    await expect(verifier.verify(await second.token())).resolves.toMatchObject({
      issuer: second.issuer,
    });
    const forged = await second.token({ claims: { iss: issuer.issuer } });
    await expect(verifier.verify(forged)).rejects.toThrow(refusedWith('token_signature_invalid'));
  });

  it('are recognised by their tokens, and nothing else is', async () => {
    const { recognises } = verifierWith({ issuer: [issuer.issuer, second.issuer] });
    expect(recognises?.(shapeOf(await issuer.token()))).toBe(true);
    expect(recognises?.(shapeOf(await second.token()))).toBe(true);
    expect(recognises?.(shapeOf(await issuer.token({ claims: { iss: other } })))).toBe(false);
    expect(recognises?.(shapeOf(await issuer.token({ claims: { iss: undefined } })))).toBe(false);
    expect(recognises?.(shapeOf('gho_abc'))).toBe(false);
  });

  it('cannot be fooled by a name that every object has', async () => {
    for (const iss of ['__proto__', 'constructor', 'toString']) {
      await expect(verify({}, { iss })).rejects.toThrow(refusedWith('token_issuer_mismatch'));
    }
  });
});

describe('several audiences', () => {
  const ours = { audience: [audience, 'my-server'] };

  it.each<[unknown, URL | undefined]>([
    [audience, new URL(audience)],
    ['my-server', undefined],
    [['my-server'], undefined],
    [['my-server', audience], new URL(audience)],
  ])('need one to be named: %j', async (aud, resource) => {
    expect((await verify(ours, { aud })).resource).toEqual(resource);
  });

  it.each([
    [[audience, other]],
    [[other]],
    [[]],
    [['my-server', 'my-server']],
    ['my-server '],
    [7],
  ])('need nobody else to be named: %j', async (aud) => {
    await expect(verify(ours, { aud })).rejects.toThrow(refusedWith('token_audience_mismatch'));
  });

  it('may stand beside those that were foreseen, which are none of ours', async () => {
    const options = { otherAudiences: [other] };
    await expect(verify(options, { aud: [audience, other] })).resolves.toBeDefined();
    await expect(verify(options, { aud: other })).rejects.toThrow(
      refusedWith('token_audience_mismatch'),
    );
    await expect(verify(options, { aud: [audience, other, 'third'] })).rejects.toThrow(
      refusedWith('token_audience_mismatch'),
    );
  });
});

describe('what every token needs', () => {
  it('are its scopes: 403 that names them all', async () => {
    const options = { requiredScopes: ['mcp:read', 'mcp:write'] };
    await expect(verify(options, { scope: 'mcp:read mcp:write x' })).resolves.toBeDefined();
    await expect(verify(options, { scope: 'mcp:read' })).rejects.toThrow(
      expect.objectContaining({ status: 403, scopes: ['mcp:read', 'mcp:write'] }),
    );
  });

  it('is told only to whoever has a genuine token', async () => {
    const options = {
      requiredScopes: ['mcp:write'],
      requiredClaims: { org: 'acme' },
    };
    const forged = await second.token({
      claims: { iss: issuer.issuer },
      header: { kid: issuer.kid },
    });
    await expect(verifierWith(options).verify(forged)).rejects.toThrow(
      refusedWith('token_signature_invalid'),
    );
  });

  it.each<[string, JwtVerifierOptions['requiredClaims'], object]>([
    ['a value', { org: 'acme' }, { org: 'acme' }],
    ['one of several', { tier: [1, 2] }, { tier: 2 }],
    ['false', { blocked: false }, { blocked: false }],
    [
      'what a function says',
      { groups: (g) => Array.isArray(g) && g.includes('a') },
      { groups: ['a'] },
    ],
  ])('are its claims: %s', async (_what, requiredClaims, claims) => {
    await expect(verify({ requiredClaims }, claims)).resolves.toBeDefined();
    await expect(verify({ requiredClaims })).rejects.toThrow(refusedWith('token_claim_missing'));
    const name = Object.keys(claims)[0] ?? '';
    for (const value of ['', 'Acme', 0, '1', 'false', ['acme'], { a: 1 }, true, null]) {
      await expect(verify({ requiredClaims }, { [name]: value })).rejects.toThrow(
        refusedWith('token_claim_invalid'),
      );
    }
  });

  it.each<[string, (value: unknown) => unknown]>([
    [
      'throws',
      () => {
        throw new Error('broken');
      },
    ],
    ['returns a promise', () => Promise.resolve(true)],
    ['returns text', () => 'no'],
  ])('is not met where a function %s', async (_what, requirement) => {
    const requiredClaims = { sub: requirement };
    await expect(verify({ requiredClaims })).rejects.toThrow(refusedWith('token_claim_invalid'));
  });
});

describe('how an issuer writes its tokens', () => {
  it.each<[string[], object, string[]]>([
    [['scp'], { scp: ['a', 'b', 'a'] }, ['a', 'b']],
    [['scp'], { scp: 'a b' }, ['a', 'b']],
    [['scp', 'scope'], { scope: 'a' }, ['a']],
    [['scp', 'scope'], { scp: [], scope: 'a' }, []],
    [['scp'], { scp: ['a b', '', 7, null, 'c'] }, ['c']],
    [['scp'], { scp: { a: true } }, []],
    [['scp'], { scope: 'a' }, []],
  ])('scopes in %j: %j', async (scopeClaims, claims, scopes) => {
    expect(await verify({ scopeClaims }, { scope: undefined, ...claims })).toMatchObject({
      scopes,
    });
  });

  it('the client in the first claim that is there', async () => {
    const clientIdClaims = ['cid', 'azp'];
    expect(await verify({ clientIdClaims }, { azp: 'b' })).toMatchObject({ clientId: 'b' });
    expect(await verify({ clientIdClaims }, { cid: 'a', azp: 'b' })).toMatchObject({
      clientId: 'a',
    });
    await expect(verify({ clientIdClaims })).rejects.toThrow(refusedWith('token_claim_missing'));
    await expect(verify({ clientIdClaims }, { cid: 7, azp: 'b' })).rejects.toThrow(
      refusedWith('token_claim_invalid'),
    );
  });

  it('marks that tell an access token', async () => {
    const options = { accessTokenMarks: { token_use: 'access' } };
    await expect(verify(options, { token_use: 'access' })).resolves.toBeDefined();
    for (const token_use of ['id', undefined]) {
      await expect(verify(options, { token_use })).rejects.toThrow(
        refusedWith('token_type_refused'),
      );
    }
  });

  it('no jti, where none is needed, but none that is no text', async () => {
    await expect(verify({ requireJti: false }, { jti: undefined })).resolves.toBeDefined();
    await expect(verify({ requireJti: false }, { jti: 7 })).rejects.toThrow(
      refusedWith('token_claim_invalid'),
    );
  });

  it.each([{ scope: 7 }, { scope: [7] }, { scope: null }, { client_id: 7, azp: 'a' }])(
    'claims of the types they are declared with: %j',
    async (claims) => {
      const options = { clientIdClaims: ['azp', 'client_id'] };
      await expect(verify(options, claims)).rejects.toThrow(refusedWith('token_claim_invalid'));
    },
  );
});

describe('a token that is bound to a key', () => {
  const cnf = { jkt: 'A'.repeat(43) };
  const presentation: Presentation = { scheme: 'Bearer', proofs: [], method: 'GET', url: audience };

  it('is refused as plain bearer, whatever else is right, and at no cost', async () => {
    const token = await issuer.token({ claims: { cnf } });
    for (const how of [undefined, presentation, { ...presentation, scheme: 'DPoP' as const }]) {
      await expect(verifierWith().verify(token, how)).rejects.toThrow(
        refusedWith('token_binding_unchecked'),
      );
    }
    expect(issuer.requests).toEqual([]);
  });

  it('is let through to whoever checks the binding', async () => {
    const token = await issuer.token({ claims: { cnf } });
    const how: Presentation = { ...presentation, scheme: 'DPoP', bindingIsChecked: true };
    expect(await verifierWith().verify(token, how)).toMatchObject({ confirmation: cnf });
    expect(await verifierWith().verify(await issuer.token(), how)).not.toHaveProperty(
      'confirmation',
    );
  });
});

describe('options that cannot be right', () => {
  it.each<[string, object]>([
    ['a tolerance that is no number', { clockTolerance: Number.NaN }],
    ['a negative tolerance', { clockTolerance: -1 }],
    ['a tolerance of hours', { clockTolerance: 3600 }],
    ['a lifetime that is no number', { maxLifetime: Number.NaN }],
    ['an endless lifetime', { maxLifetime: Number.POSITIVE_INFINITY }],
    ['no length', { maxTokenLength: 0 }],
    ['an endless length', { maxTokenLength: 1_000_000 }],
    ['no type', { typ: [] }],
    ['no claim for the client', { clientIdClaims: [] }],
    ['no claim for scopes', { scopeClaims: [] }],
    ['a required claim of undefined', { requiredClaims: { org: undefined } }],
    ['an empty required claim', { requiredClaims: { org: '' } }],
    ['an undefined mark', { accessTokenMarks: { token_use: undefined } }],
  ])('are refused: %s', (_what, options) => {
    expect(() => verifierWith(options)).toThrow(refusedWith('configuration_invalid', 500));
  });
});
