/** A Worker behind `/fetch`; the issuer's keys come in as a binding. */
import { jwtVerifier, protectedResource } from '@gatehouse/auth-core';
import { protectFetch } from '@gatehouse/auth-core/fetch';

const issuer = 'https://auth.example.com';
const audience = 'https://mcp.example.com/mcp';

let serve;

export default {
  fetch(request, env, ctx) {
    serve ??= protectFetch(
      protectedResource({
        resource: audience,
        authorizationServers: [issuer],
        scopesSupported: ['mcp:read'],
        verifier: jwtVerifier({ issuer, audience, jwks: env.JWKS }),
      }),
      (_request, { subject }, { JWKS }) => Response.json({ subject, keys: JWKS.keys.length }),
    );
    return serve(request, env, ctx);
  },
};
