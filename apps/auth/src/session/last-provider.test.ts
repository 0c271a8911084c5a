import type { Request } from 'express';
import { describe, expect, test } from 'vitest';
import type { Connector } from '../upstream/connector.ts';
import { LastProvider } from './last-provider.ts';
import { loginProviders } from './sign-in-pages.ts';

const connectors = new Map(
  ['github', 'google', 'oidc-acme'].map((provider) => [provider, { provider } as Connector]),
);

describe.each([
  [false, 'gatehouse_provider', 'Path=/; HttpOnly; SameSite=Lax'],
  [true, '__Host-gatehouse_provider', 'Path=/; Secure; HttpOnly; SameSite=Lax'],
])('where pages are served over https: %s', (secure, name, scope) => {
  const last = new LastProvider(secure);

  test('it is kept for a year, at this host alone, and goes when it is forgotten', () => {
    expect(last.keep('oidc-acme')).toBe(`${name}=oidc-acme; Max-Age=31536000; ${scope}`);
    expect(last.forget()).toBe(`${name}=; Max-Age=0; ${scope}`);
  });

  test.each([
    ['oidc-acme', `${name}=oidc-acme`],
    ['google', `other=github; ${name}=google; more=github`],
    ['google', `${name}=gone; ${name}=google; ${name}=github`],
    [undefined, undefined],
    [undefined, ''],
    [undefined, `${name}=`],
    [undefined, `${name}=constructor`],
    [undefined, `${name}="><script>`],
    [undefined, `x${name}=github`],
    [undefined, secure ? 'gatehouse_provider=github' : '__Host-gatehouse_provider=github'],
  ])('%s is read of %j', (id, header) => {
    expect(last.read(header, connectors)).toBe(id);
  });

  const order = (cookie: string) =>
    loginProviders({ connectors, lastProvider: last }, { headers: { cookie } } as Request).map(
      ({ id, lastUsed }) => (lastUsed ? `${id}!` : id),
    );

  test('it comes first, and the others stay in their order', () => {
    expect(order(`${name}=oidc-acme`)).toEqual(['oidc-acme!', 'github', 'google']);
    expect(order(`${name}=github`)).toEqual(['github!', 'google', 'oidc-acme']);
  });

  test('one that was planted adds nothing to what there is', () => {
    expect(order(`${name}=evil`)).toEqual(['github', 'google', 'oidc-acme']);
  });
});
