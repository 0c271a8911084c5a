import type { Route } from '../request/request.ts';
import { ASSET_PREFIX, CONSENT_PATH, LANGUAGE_PATH } from './paths.ts';

const ROUTES = new Map<string, Route>([
  ['/register', 'register'],
  ['/authorize', 'authorize'],
  ['/token', 'token'],
  ['/revoke', 'revoke'],
  [CONSENT_PATH, 'consent'],
  [LANGUAGE_PATH, 'language'],
  ['/proxy/callback', 'callback'],
]);

/** What a request of a path counts as, if a proxy answers it. */
export function routeOf(path: string): Route {
  if (path.startsWith('/.well-known/')) return 'metadata';
  if (path.startsWith(ASSET_PREFIX)) return 'asset';
  return ROUTES.get(path) ?? 'none';
}
