import { vi } from 'vitest';
import type { Provider } from 'oidc-provider';
import { routerOf } from '../internals.ts';

/** A route of the library's: whether a request ever gets there is another matter. */
export interface LibraryRoute {
  readonly method: string;
  readonly path: string;
}

type Register = (name: string, path: string, ...rest: unknown[]) => unknown;

/**
 * The routes that the library registers while a provider is made. Its router keeps them to itself, so
 * they are overheard.
 *
 * @param like any provider; its router has the same class
 */
export async function libraryRoutes(
  like: Provider,
  make: () => Promise<unknown>,
): Promise<LibraryRoute[]> {
  const routes: LibraryRoute[] = [];
  const router = Object.getPrototypeOf(routerOf(like)) as Record<string, Register>;
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
