import { interactionPolicy, type Provider } from 'oidc-provider';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  publishedKeys,
  type ResponseMode,
  withoutFormPost,
  wrapGrantType,
  wrapResponseModes,
} from '../internals.ts';
import { PlainLibrary } from './plain-library.fixture.ts';

/** What Gatehouse reaches inside the library. Each test is named for what breaks without it. */
let library: PlainLibrary;
let provider: Provider;
beforeAll(async () => {
  library = await PlainLibrary.start();
  provider = library.provider;
});
afterAll(() => library.close());

test.each(['authorization_code', 'refresh_token', 'client_credentials'])(
  'wrapped grant types (install-grant-types.ts): there is a handler for %s',
  (grantType) => {
    let handler: unknown;
    wrapGrantType(provider, grantType, (original) => {
      handler = original;
      return original;
    });

    expect(handler).toBeTypeOf('function');
  },
);

test('a grant type without a handler is told when the server starts', () => {
  expect(() => wrapGrantType(provider, 'urn:unheard-of', (original) => original)).toThrow(
    'the library has no handler for urn:unheard-of',
  );
});

test('held errors, no page that posts itself (error-responses.ts): response modes are kept together, and one can be taken away', () => {
  const modes = () => {
    const found: ResponseMode[] = [];
    wrapResponseModes(provider, (original) => {
      found.push(original);
      return original;
    });
    return found.length;
  };

  expect(modes()).toBe(3);
  withoutFormPost(provider);
  expect(modes()).toBe(2);
});

test('own access tokens (own-access-token.ts): the keys that are published are those that sign', () => {
  expect(publishedKeys(provider)).toEqual([
    expect.objectContaining({ kid: 'one', alg: 'ES256', kty: 'EC' }),
  ]);
});

test('prompts (consent/interaction-policy.ts): login and consent are there, with checks that can be removed and asked', () => {
  const policy = interactionPolicy.base();
  const names = policy.map(({ name }) => name);

  expect(names).toEqual(['login', 'consent']);
  expect(policy.get('consent')?.checks.get('native_client_prompt')).toBeDefined();
  for (const { check } of policy.get('login')?.checks ?? []) expect(check).toBeTypeOf('function');
  expect(policy.get('login')?.checks.length).toBeGreaterThan(0);
});
