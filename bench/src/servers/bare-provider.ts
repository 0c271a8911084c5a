/**
 * A program: `oidc-provider` by itself, in memory, giving the same answers as Gatehouse. Started by
 * bare.ts with a port and the number of codes to have ready, which it sends when it serves.
 *
 * @module
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { exportJWK, generateKeyPair } from 'jose';
import { Provider } from 'oidc-provider';
import { ASKED_TOKENS } from '../load/workload.ts';
import { createMemoryAdapter } from './memory-adapter.ts';
import { type OperatorClient, RESOURCE, SCOPES } from './server.ts';

/** What this program says when it is ready. */
export interface BareProviderReady {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly codeVerifier: string;
  readonly codes: string[];
  readonly operatorClient: OperatorClient;
  readonly askedTokens: string[];
}

const [port = '', count = ''] = process.argv.slice(2);
const clientId = randomUUID();
const operatorClient = {
  clientId: randomUUID(),
  clientSecret: randomBytes(32).toString('base64url'),
};
const redirectUri = 'http://127.0.0.1:41233/callback';
const scope = SCOPES.join(' ');
const { privateKey } = await generateKeyPair('ES256', { extractable: true });

const provider = new Provider(`http://localhost:${port}`, {
  adapter: createMemoryAdapter(),
  jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig' }] },
  clients: [
    {
      client_id: clientId,
      client_name: 'Test client',
      redirect_uris: [redirectUri],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
      application_type: 'native',
    },
    {
      client_id: operatorClient.clientId,
      client_secret: operatorClient.clientSecret,
      client_name: 'Resource server',
      redirect_uris: [],
      response_types: [],
      grant_types: ['client_credentials'],
      token_endpoint_auth_method: 'client_secret_post',
    },
  ],
  clientDefaults: { id_token_signed_response_alg: 'ES256' },
  responseTypes: ['code'],
  pkce: { required: () => true },
  ttl: { AccessToken: 900, AuthorizationCode: 3_600, Grant: 86_400, RefreshToken: 86_400 },
  findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  issueRefreshToken: () => Promise.resolve(true),
  rotateRefreshToken: true,
  expiresWithSession: () => Promise.resolve(false),
  extraTokenClaims: (ctx, token) => {
    // Outside of a request, as below, there is none.
    const { AuthorizationCode: code, RefreshToken: refreshToken } = ctx?.oidc.entities ?? {};
    return {
      gid: 'grantId' in token ? token.grantId : undefined,
      auth_time: code?.authTime ?? refreshToken?.authTime,
      preferred_username: 'ada',
    };
  },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    introspection: { enabled: true, allowedPolicy: () => true },
    resourceIndicators: {
      enabled: true,
      useGrantedResource: () => true,
      defaultResource: () => RESOURCE,
      getResourceServerInfo: () => ({
        audience: RESOURCE,
        scope,
        accessTokenFormat: 'jwt',
        accessTokenTTL: 900,
        jwt: { sign: { alg: 'ES256' } },
      }),
    },
  },
});

const client = await provider.Client.find(clientId);
if (client === undefined) throw new Error('the client was configured above');
const codeVerifier = randomBytes(32).toString('base64url');
const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');
const codes: string[] = [];
const askedTokens: string[] = [];
for (let index = 0; index < Number(count); index += 1) {
  const accountId = randomUUID();
  const grant = new provider.Grant({ accountId, clientId });
  grant.addResourceScope(RESOURCE, scope);
  const grantId = await grant.save();
  const code = new provider.AuthorizationCode({
    accountId,
    client,
    grantId,
    redirectUri,
    codeChallenge,
    codeChallengeMethod: 'S256',
    scope,
    resource: RESOURCE,
    authTime: Math.floor(Date.now() / 1000),
    gty: 'authorization_code',
  });
  codes.push(await code.save());
  if (index >= ASKED_TOKENS) continue;
  // Opaque: the library looks into no JWT.
  const token = new provider.AccessToken({
    accountId,
    client,
    grantId,
    scope: 'openid',
    gty: 'authorization_code',
  });
  askedTokens.push(await token.save());
}

await once(provider.listen(Number(port), '127.0.0.1'), 'listening');
const ready = { clientId, redirectUri, codeVerifier, codes, operatorClient, askedTokens };
process.send?.(ready satisfies BareProviderReady);
