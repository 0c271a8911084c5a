import type { Route } from '../request/request.ts';

const ROUTES = new Map<string, Route>([
  ['/register', 'register'],
  ['/authorize', 'authorize'],
  ['/token', 'token'],
  ['/revoke', 'revoke'],
  ['/proxy/consent', 'consent'],
  ['/proxy/callback', 'callback'],
]);

/** What a request of a path counts as, if a proxy answers it. */
export function routeOf(path: string): Route {
  if (path.startsWith('/.well-known/')) return 'metadata';
  return ROUTES.get(path) ?? 'none';
}
