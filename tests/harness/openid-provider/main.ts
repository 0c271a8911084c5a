/**
 * Bare `oidc-provider` as somebody else's OpenID provider, in a process of its own: its own pages, a person
 * for each login that it was told of, a signing key made at each start.
 *
 * What it is told is in the variable `OPENID_PROVIDER` ({@link ProviderSettings}, as JSON).
 *
 * @module
 */
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import { type ClientMetadata, Provider } from 'oidc-provider';
import type { ProviderSettings } from './openid-provider.ts';

const { OPENID_PROVIDER = '{}' } = process.env;
const settings = JSON.parse(OPENID_PROVIDER) as ProviderSettings;
const { port, client, people, claimsAt, algorithm, clientAuthentication } = settings;

const { privateKey } = await generateKeyPair(algorithm, { extractable: true });
const provider = new Provider(`http://localhost:${port}`, {
  clients: [
    {
      ...client,
      response_types: ['code'],
      grant_types: ['authorization_code'],
      token_endpoint_auth_method: clientAuthentication,
      id_token_signed_response_alg: algorithm as ClientMetadata['id_token_signed_response_alg'],
    },
  ],
  clientAuthMethods: [clientAuthentication],
  jwks: { keys: [{ ...(await exportJWK(privateKey)), use: 'sig', alg: algorithm }] },
  cookies: { keys: ['a key of the foreign provider'] },
  claims: {
    openid: ['sub'],
    profile: ['name'],
    email: ['email', 'email_verified'],
    groups: ['groups'],
  },
  // By default claims of scopes are at the userinfo endpoint alone (OpenID Connect Core §5.4).
  conformIdTokenClaims: claimsAt === 'userinfo',
  pkce: { required: () => true },
  findAccount: (_ctx, login) => {
    const claims = people[login];
    if (claims === undefined) return undefined;
    return { accountId: login, claims: () => Promise.resolve({ sub: login, ...claims }) };
  },
});

const answer = provider.callback();
const server = createServer((request, response) => {
  // Its pages ask for a font that is not on this machine.
  response.setHeader('content-security-policy', "style-src 'unsafe-inline'");
  void answer(request, response);
});
server.listen(port, 'localhost', () => process.send?.('ready'));
process.once('SIGTERM', () => server.close().closeAllConnections());
