import { jwtVerifier, protectedResource } from '@gatehouse/auth-core';

import { settings } from './settings.ts';

const { issuer, url } = settings;

/** What the servers beside this file are, to whom they listen, and what a token has to be. */
export const resource = protectedResource({
  resource: url,
  name: 'Greeter',
  authorizationServers: [issuer],
  scopesSupported: ['mcp:read', 'mcp:write'],
  verifier: jwtVerifier({ issuer, audience: url }),
});
