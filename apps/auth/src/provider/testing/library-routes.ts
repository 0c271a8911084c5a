import { generateKeyPairSync } from 'node:crypto';
import { type Adapter, Provider } from 'oidc-provider';
import { vi } from 'vitest';
import { routerOf } from '../internals.ts';

/** A route of the library's: whether a request ever gets there is another matter. */
export interface LibraryRoute {
  readonly method: string;
  readonly path: string;
}

type Register = (name: string, path: string, ...rest: unknown[]) => unknown;

/**
 * The routes that the library registers while a provider is made. Its router keeps them to itself, so
 * registration is spied on at the router's prototype, which all providers share.
 */
export async function libraryRoutes(make: () => Promise<unknown>): Promise<LibraryRoute[]> {
  const routes: LibraryRoute[] = [];
  const router = Object.getPrototypeOf(routerOf(anyProvider())) as Record<string, Register>;
  const spies = ['get', 'post', 'put', 'delete', 'options'].map((method) => {
    const register = router[method];
    if (register === undefined) throw new TypeError(`the library's router has no ${method}`);
    return vi.spyOn(router, method).mockImplementation(function (
      this: unknown,
      name,
      path,
      ...rest
    ) {
      routes.push({ method: method.toUpperCase(), path });
      return register.call(this, name, path, ...rest);
    });
  });
  try {
    await make();
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return routes;
}

/** With every option whose absence the library warns about. */
function anyProvider(): Provider {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return new Provider('http://any.example', {
    adapter: () => ({}) as Adapter,
    jwks: { keys: [privateKey.export({ format: 'jwk' })] },
    cookies: { keys: ['a key for cookies of the tests only'] },
    features: { devInteractions: { enabled: false } },
  });
}
