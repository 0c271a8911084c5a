/**
 * A Worker whose verifiers ask a slow server. A request with the header `end-after` is answered after so
 * many milliseconds whatever it waits for: what it has begun then ends with it, as where a client has
 * gone away. `clock-ahead` sets the clock of the verifiers, in milliseconds.
 */
import {
  gatehouse,
  githubTokenVerifier,
  googleTokenVerifier,
  introspectionVerifier,
  jwtVerifier,
  protectedResource,
} from '@gatehouse/auth-core';
import { protectFetch } from '@gatehouse/auth-core/fetch';

const audience = 'https://mcp.example.com/mcp';
const client = { clientId: 'client-1', clientSecret: 'secret' };
let ahead = 0;
const clock = () => Date.now() + ahead;

const verifiers = {
  keys: (issuer) => jwtVerifier({ issuer, audience, jwksUri: `${issuer}/jwks`, clock }),
  discovery: (issuer) => jwtVerifier({ issuer, audience, clock }),
  gatehouse: (issuer) => gatehouse({ issuer, audience, clock }),
  introspection: (issuer) =>
    introspectionVerifier({
      issuer,
      audience,
      clientAuthentication: { method: 'client_secret_basic', ...client },
    }),
  github: (issuer) => githubTokenVerifier({ apiUrl: issuer, ...client, clock }),
  google: (issuer) =>
    googleTokenVerifier({
      clientId: client.clientId,
      endpoints: { tokeninfo: `${issuer}/tokeninfo`, userinfo: `${issuer}/userinfo` },
    }),
};
const served = new Map();

function serverFor(name, issuer) {
  const known = served.get(name);
  if (known) return known;
  const resource = protectedResource({
    resource: audience,
    authorizationServers: [issuer],
    scopesSupported: ['mcp:read'],
    verifier: verifiers[name](issuer),
  });
  const answer = (_request, { subject }) => Response.json({ subject });
  const serve = protectFetch(resource, answer, { serverMetadata: true });
  served.set(name, serve);
  return serve;
}

export default {
  fetch(request, { ISSUER }) {
    ahead = Number(request.headers.get('clock-ahead') ?? ahead);
    const answer = serverFor(request.headers.get('verifier'), ISSUER)(request);
    const end = request.headers.get('end-after');
    if (end === null) return answer;
    const early = new Promise((resolve) => {
      setTimeout(() => resolve(new Response('ended')), Number(end));
    });
    return Promise.race([answer, early]);
  },
};
