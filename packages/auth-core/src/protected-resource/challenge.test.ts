import { describe, expect, it } from 'vitest';

import { refusal } from './challenge.ts';
import {
  InsufficientScopeError,
  InvalidProofError,
  InvalidRequestError,
  InvalidTokenError,
  MissingTokenError,
  TemporarilyUnavailableError,
} from '../errors/errors.ts';

const metadataUrl = 'https://mcp.example.com/.well-known/oauth-protected-resource/mcp';
const hints = { metadataUrl, scopes: ['mcp:read'] };

describe('the answer to a refused request', () => {
  it('has no error when there was no token', () => {
    expect(refusal(new MissingTokenError(), hints)).toEqual({
      status: 401,
      headers: {
        'Cache-Control': 'no-store',
        'WWW-Authenticate': `Bearer resource_metadata="${metadataUrl}", scope="mcp:read"`,
      },
      body: { error_description: 'An access token is required.' },
    });
  });

  it('names the error of a token that was sent, and where to get a better one', () => {
    const { status, headers, body } = refusal(new InvalidTokenError('token_expired', 'log'), hints);
    expect(status).toBe(401);
    expect(headers['WWW-Authenticate']).toBe(
      'Bearer error="invalid_token", error_description="The access token has expired.", ' +
        `resource_metadata="${metadataUrl}", scope="mcp:read"`,
    );
    expect(body).toEqual({
      error: 'invalid_token',
      error_description: 'The access token has expired.',
    });
  });

  it('names every scope the operation needs', () => {
    const { status, headers } = refusal(new InsufficientScopeError(['a', 'b']), hints);
    expect(status).toBe(403);
    expect(headers['WWW-Authenticate']).toContain('error="insufficient_scope"');
    expect(headers['WWW-Authenticate']).toContain('scope="a b"');
  });

  it.each([
    ['nothing that is held is lost', ['a', 'c'], undefined, 'a c b'],
    ['in the order of the resource', ['c', 'a'], ['a', 'b', 'c'], 'a c b'],
    ['no scope that the resource does not know', ['a', 'repo'], ['a', 'b'], 'a b'],
    [
      'no scope of the authorization server itself',
      ['openid', 'profile', 'email', 'address', 'phone', 'offline_access', 'a'],
      undefined,
      'a b',
    ],
    ['nothing that could not be a scope', ['a"', 'a\\', 'ä', ''], undefined, 'b'],
  ] as const)('names what the token has besides: %s', (_what, held, known, named) => {
    const { headers } = refusal(new InsufficientScopeError(['b'], held), {
      ...hints,
      ...(known && { known }),
    });
    expect(headers['WWW-Authenticate']).toContain(` scope="${named}"`);
  });

  it('is 400 for malformed credentials', () => {
    const { status, headers } = refusal(new InvalidRequestError('One header.'), hints);
    expect(status).toBe(400);
    expect(headers['WWW-Authenticate']).toContain('error="invalid_request"');
  });

  it('asks to come back, not to sign in, while tokens cannot be checked', () => {
    const error = new TemporarilyUnavailableError('log', { cause: new Error('secret host') });
    const { status, headers, body } = refusal(error, hints);
    expect(status).toBe(503);
    expect(headers).toMatchObject({ 'Retry-After': '1' });
    expect(headers).not.toHaveProperty('WWW-Authenticate');
    expect(JSON.stringify(body)).not.toContain('secret');
  });

  it('shows nothing that was meant for the log', () => {
    const error = new InvalidTokenError('token_key_unknown', 'internal detail');
    expect(JSON.stringify(refusal(error, hints))).not.toContain('internal');
  });

  it('leaves scope out when there is nothing to suggest', () => {
    const { headers } = refusal(new MissingTokenError(), { metadataUrl, scopes: [] });
    expect(headers['WWW-Authenticate']).toBe(`Bearer resource_metadata="${metadataUrl}"`);
  });

  it('lets no value break out of its quotes or its line', () => {
    const { headers } = refusal(new InvalidRequestError('a"b\\c\r\nX: y\u00e9'), hints);
    expect(headers['WWW-Authenticate']).toContain('error_description="a\\"b\\\\cX: y"');
  });

  it('offers DPoP besides, where the resource takes it', () => {
    const both = { ...hints, dpopAlgorithms: ['ES256', 'EdDSA'] };
    const offer = `resource_metadata="${metadataUrl}", scope="mcp:read"`;
    expect(refusal(new MissingTokenError(), both).headers['WWW-Authenticate']).toBe(
      `Bearer ${offer}, DPoP ${offer}, algs="ES256 EdDSA"`,
    );
  });

  it('puts the error first, with the scheme that was used', () => {
    const both = { ...hints, dpopAlgorithms: ['ES256'], scheme: 'DPoP' as const };
    const error = new InvalidTokenError('token_expired', 'log');
    const offer = `resource_metadata="${metadataUrl}", scope="mcp:read"`;
    expect(refusal(error, both).headers['WWW-Authenticate']).toBe(
      'DPoP error="invalid_token", error_description="The access token has expired.", ' +
        `${offer}, algs="ES256", Bearer ${offer}`,
    );
  });
  it('offers nothing but DPoP where nothing else is taken', () => {
    const { headers } = refusal(new InvalidTokenError('token_unbound', 'log'), {
      ...hints,
      dpopAlgorithms: ['ES256'],
      dpopRequired: true,
    });
    expect(headers['WWW-Authenticate']).toMatch(/^DPoP error="invalid_token", (?!.*Bearer)/);
  });

  it('tells a client which nonce to use', () => {
    const error = new InvalidProofError('proof_nonce_required', 'log', { nonce: 'n-1' });
    const { status, headers } = refusal(error, {
      ...hints,
      dpopAlgorithms: ['ES256'],
      scheme: 'DPoP',
    });
    expect(status).toBe(401);
    expect(headers['DPoP-Nonce']).toBe('n-1');
    expect(headers['WWW-Authenticate']).toMatch(/^DPoP error="use_dpop_nonce", /);
  });
});
