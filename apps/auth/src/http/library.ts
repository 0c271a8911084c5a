import type { Provider } from 'oidc-provider';

const ROUTES = [
  'authorization',
  'token',
  'jwks',
  'userinfo',
  'revocation',
  'introspection',
  'registration',
];

const METADATA = new Set([
  '/.well-known/oauth-authorization-server',
  '/.well-known/openid-configuration',
]);

/**
 * Whether the library answers at a path. It would take a slash at the end, too; what happens around it
 * (one commit for a token request, corrections, limits, the rules of a proxy) goes by the exact path,
 * so that there must not be a second spelling.
 */
export function isLibraryPath(provider: Provider, path: string): boolean {
  if (METADATA.has(path)) return true;
  if (ROUTES.some((name) => path === routePath(provider, name))) return true;
  const resume = `${routePath(provider, 'authorization')}/`;
  return path.startsWith(resume) && /^[\w-]+$/.test(path.slice(resume.length));
}

/** A route that is switched off has no path. */
function routePath(provider: Provider, name: string): string | undefined {
  try {
    return provider.pathFor(name);
  } catch {
    return undefined;
  }
}
