import type { Operator } from '@gatehouse/brand';
import type { JWK } from 'jose';
import { type ErrorOut, type KoaContextWithOIDC, Provider } from 'oidc-provider';
import { addressOf } from '../protocol/addresses.ts';
import { ENDPOINTS } from '../protocol/endpoints.ts';
import { createInteractionPolicy } from '../consent/interaction-policy.ts';
import { grantLoader } from '../consent/remembered.ts';
import { matchesRedirectUri } from '../registration/redirect-uris.ts';
import { type RegistrationPolicy, registration } from '../registration/registration.ts';
import { CLIENT_CREDENTIALS } from './token/grants/client-credentials.ts';
import { nameClientSubject } from './token/grants/client-subject.ts';
import { servedGrantTypes } from './token/grants/grant-types.ts';
import { REFRESH_TOKEN } from './token/grants/refresh-token.ts';
import { installGrantTypes } from './token/install-grant-types.ts';
import { currentRequest, servedRequest } from './request.ts';
import { createAdapterFactory } from './adapter/adapter.ts';
import type { ScopeJudge } from '../federation/scope-judge.ts';
import type { Events } from '../events/events.ts';
import type { Storage } from '../storage/storage.ts';
import { accessTokenClaims } from './token/access-token-claims.ts';
import { type Admits, accountFinder, CLAIMS } from './accounts.ts';
import {
  countFailedAttempts,
  refuseFailedAttempts,
  type TokenAttempts,
} from './limits/attempts.ts';
import { clientRules } from './client-rules.ts';
import { clientDocuments, clientKeys, type DocumentsConfig } from './client-documents.ts';
import { cookies } from './cookies.ts';
import { clientBasedCors, exposeRequestId } from './cors.ts';
import { holdErrorResponses, type RenderHeldError } from './authorization/error-responses.ts';
import {
  explainRefusedAssertions,
  type RefusedAssertion,
} from './client-authentication/assertion-refusals.ts';
import { withKeys } from './client-authentication/client-keys.ts';
import { mayIntrospect } from './issued-tokens/introspection.ts';
import { openIdDefaultsForOpenId } from './authorization/openid-defaults.ts';
import { leaveFailures } from './failures.ts';
import { judgeRedirectUris, withoutFormPost } from './internals.ts';
import { type Lifetimes, ttl } from './lifetimes.ts';
import { installMiddleware } from './middleware.ts';
import { refuseRequest } from './no-requests.ts';
import { policies } from './metadata.ts';
import { pkceRequired } from './authorization/pkce.ts';
import {
  countRefusedRegistrations,
  limitRegistrations,
  type RegistrationLimits,
} from './limits/registrations.ts';
import type { DocumentLimits } from './limits/documents.ts';
import { withinRoom } from './limits/room.ts';
import { ownTokensOnly } from './issued-tokens/revocation.ts';
import { resourceIndicators } from './resource-servers.ts';
import { routes } from './routes.ts';
import { signingKey } from './token/signing-key.ts';
import type { RenderUnavailable } from './unavailable.ts';

export interface ProviderOptions {
  readonly issuer: string;
  readonly cookieKeys: readonly string[];
  readonly lifetimes: Lifetimes;
  readonly registration: RegistrationPolicy;
  readonly registrationToken?: string;
  /** whether clients of the operator may get tokens for themselves */
  readonly clientCredentials: boolean;
  /** what a client may do with what it learns here, and the terms (RFC 8414 §2) */
  readonly operator?: Pick<Operator, 'privacy' | 'terms'>;
  /** private keys, the ones to sign with first */
  readonly signingKeys: readonly JWK[];
  readonly admits: Admits;
  /** absent: every user may have every scope */
  readonly scopeJudge?: ScopeJudge | undefined;
  /** what is told of all that happens here */
  readonly events: Events;
  /** whose clients' documents are read, and by which requests; absent: none are */
  readonly documents?: DocumentsConfig;
  /** absent: what is read is not counted */
  readonly documentLimits?: DocumentLimits;
  /** told of a client that got a token, or was told about one */
  readonly onClientUsed?: (clientId: string) => void;
  /** absent: failures are not counted */
  readonly attempts?: TokenAttempts;
  /** absent: registrations are not counted */
  readonly registrationLimits?: RegistrationLimits;
  /** registrations that may be there and were never used */
  readonly mostUnusedClients: number;
  /** in which languages there are pages, BCP 47 */
  readonly uiLocales: readonly string[];
  /** renders what cannot be sent back to the client */
  renderError(ctx: KoaContextWithOIDC, out: ErrorOut, error: Error): Promise<void> | void;
  /** renders the page between a broken or declined request and a client that nobody vouches for */
  renderHeldError: RenderHeldError;
  /** answers where the database does not */
  renderUnavailable: RenderUnavailable;
  onServerError(error: Error): void;
  onRefusedAssertion(refused: RefusedAssertion): void;
}

const seconds = () => Math.floor(Date.now() / 1000);

/**
 * The one place where a provider is made. Keys are read once by the library, so a rotation makes a
 * new provider here and swaps it in; whatever listens to it is attached here.
 */
export function createProvider(storage: Storage, options: ProviderOptions): Provider {
  const { issuer, lifetimes, events, attempts, registrationLimits: registrations } = options;
  const grantTypes = servedGrantTypes(options);
  const documents = clientDocuments(() => provider, storage, { ...options, grantTypes });
  let adapter = createAdapterFactory(storage, events, (clientId) => documents.serves(clientId), {
    registrationToken: options.registrationToken,
    withinRoom: withinRoom(options),
  });
  adapter = withKeys(adapter, { keys: clientKeys(storage, options), issuer, now: seconds });
  if (attempts !== undefined) adapter = refuseFailedAttempts(adapter, attempts);
  if (registrations !== undefined) adapter = limitRegistrations(adapter, registrations, issuer);
  adapter = openIdDefaultsForOpenId(adapter);
  const policy = createInteractionPolicy();
  const provider: Provider = new Provider(issuer, {
    adapter,
    jwks: { keys: options.signingKeys.map(signingKey) },
    cookies: cookies(issuer.startsWith('https:'), options.cookieKeys),
    ttl: ttl(lifetimes),
    routes: routes(),
    fetch: refuseRequest,
    discovery: { ...policies(options.operator), ui_locales_supported: options.uiLocales },

    ...clientRules(issuer, grantTypes, seconds),
    pkce: { required: pkceRequired },
    claims: CLAIMS,
    // Name and address in the ID token, too: many applications read nothing else, and with a resource
    // beside them there is no token for userinfo.
    conformIdTokenClaims: false,
    allowOmittingSingleRegisteredRedirectUri: false,
    clientBasedCORS: clientBasedCors,

    findAccount: accountFinder(storage, options.admits),
    loadExistingGrant: grantLoader(() => provider, storage, {
      policy,
      lifetime: lifetimes.consent,
      scopeJudge: options.scopeJudge,
      onReused(event) {
        const request = currentRequest()?.authorization;
        if (request !== undefined) request.reused = event;
      },
    }),
    extraTokenClaims: accessTokenClaims,
    formats: { customizers: { jwt: nameClientSubject } },
    // Whoever registered the grant type gets a refresh token: many clients never send
    // `offline_access`, and the library strips it without `prompt=consent`.
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed(REFRESH_TOKEN.name),
    rotateRefreshToken: () => currentRequest()?.token?.answersWithSuccessor !== true,
    // A refresh token belongs to the grant, not to the browser that happened to be signed in.
    expiresWithSession: async () => false,

    interactions: {
      policy: policy.prompts,
      url: (_ctx, { uid }) => addressOf(ENDPOINTS.interaction, { uid }),
    },
    renderError: (ctx, out, error) => options.renderError(ctx, out, error),
    features: {
      devInteractions: { enabled: false },
      // Lets a key sign by itself (signing-key.ts). Experimental, so each change has to be looked at.
      externalSigningSupport: { enabled: true, ack: 'experimental-01' },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      clientCredentials: { enabled: grantTypes.includes(CLIENT_CREDENTIALS) },
      introspection: { enabled: true, allowedPolicy: mayIntrospect },
      revocation: { enabled: true, allowedPolicy: ownTokensOnly },
      registration: registration(options.registration, grantTypes),
      // A new token could be lost with the answer, and the client with it.
      registrationManagement: {
        enabled: options.registration !== 'off',
        rotateRegistrationAccessToken: false,
      },
      resourceIndicators: resourceIndicators(storage, lifetimes.accessToken),
    },
  });

  leaveFailures(provider);
  provider.use((ctx, next) => {
    servedRequest().ctx = ctx as KoaContextWithOIDC;
    return next();
  });
  exposeRequestId(provider);
  judgeRedirectUris(provider, (registered, requested) =>
    matchesRedirectUri(registered, requested, issuer),
  );
  // Host, protocol and address were set from the configuration before a request gets here
  // (http/request/pin-host.ts), so these headers are ours.
  provider.proxy = true;
  provider.on('server_error', (_ctx, error) => options.onServerError(error));
  explainRefusedAssertions(provider, seconds, (refused) => options.onRefusedAssertion(refused));
  withoutFormPost(provider);
  holdErrorResponses(provider, storage, options.renderHeldError);
  installGrantTypes(provider, { storage, events }, grantTypes);
  if (attempts !== undefined) countFailedAttempts(provider, attempts);
  if (registrations !== undefined && options.registration !== 'off') {
    countRefusedRegistrations(provider, registrations);
  }
  installMiddleware(provider, storage, { ...options, documents });
  return provider;
}
