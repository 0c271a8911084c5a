import type { ScopeJudge } from '../federation/scope-judge.ts';
import type { ErrorOut, KoaContextWithOIDC, Provider } from 'oidc-provider';
import { endpointAt } from '../protocol/addresses.ts';
import { NO_STORE } from '../protocol/cache-control.ts';
import { ENDPOINTS } from '../protocol/endpoints.ts';
import type { Documents } from '../documents/documents.ts';
import type { Events } from '../events/events.ts';
import type { Storage } from '../storage/storage.ts';
import { termsOf } from '../storage/clients.ts';
import type { ServedResource } from '../protocol/resource.ts';
import { servedRequest } from './request.ts';
import { RequestRecords, requestRecords } from './request-records.ts';
import type { RefreshLifetimes } from './token/loaded-records.ts';
import { TokenRequest } from './token/token-request.ts';
import { prepareClientDocument } from './authorization/client-document.ts';
import type { DocumentLimits } from './limits/documents.ts';
import { serveAuthorization } from './authorization/authorization-endpoint.ts';
import { normalizeAuthorizationRequest } from './authorization/normalized-request.ts';
import { answerOf, isUnanswered } from './answer.ts';
import type { Lifetimes } from './lifetimes.ts';
import { pointToNextInteraction } from './authorization/next-interaction.ts';
import type { Admits } from './accounts.ts';
import { answerIntrospection } from './issued-tokens/introspection.ts';
import { IntrospectionRecords } from './issued-tokens/introspection-records.ts';
import { revokeJwtAccessToken } from './issued-tokens/revocation.ts';
import { correctMetadata } from './metadata.ts';
import { nameUnregisteredGrantType } from './token/unregistered-grant-type.ts';
import { answerUnavailable, type RenderUnavailable } from './unavailable.ts';

/**
 * For what is the same for everybody. A cache may serve it for five minutes: less than a resource
 * server keeps keys anyway (ten), so that it adds little to how long a new key has to wait.
 */
const KEEP_SHORTLY = 'public, max-age=300';

export interface MiddlewareOptions {
  readonly lifetimes: Pick<Lifetimes, 'interaction'> & RefreshLifetimes;
  readonly admits: Admits;
  /** undefined where every user may have every scope */
  readonly scopeJudge?: ScopeJudge | undefined;
  readonly renderUnavailable: RenderUnavailable;
  readonly events: Events;
  /** reads the documents of clients */
  readonly documents: Documents;
  /** absent: what is read is not counted */
  readonly documentLimits?: DocumentLimits;
  /** renders what cannot be sent back to the client */
  renderError(ctx: KoaContextWithOIDC, out: ErrorOut, error: Error): Promise<void> | void;
  /** told of a client that got a token, or was told about one; absent: nobody notes it */
  readonly onClientUsed?: (clientId: string) => void;
}

/** What happens around the library's own endpoints. */
export function installMiddleware(
  provider: Provider,
  storage: Storage,
  options: MiddlewareOptions,
): void {
  const { lifetimes, admits, scopeJudge, renderUnavailable, events, onClientUsed } = options;
  const { documents, documentLimits: limits } = options;
  const { origin } = new URL(provider.issuer);
  const noteUse = ({ status, oidc }: KoaContextWithOIDC) => {
    if (status === 200 && oidc?.client !== undefined) onClientUsed?.(oidc.client.clientId);
  };
  answerUnavailable(provider, renderUnavailable);
  provider.use(async (ctx, next) => {
    const { method, path } = ctx;
    const endpoint = endpointAt(path);
    const authorizes = endpoint === 'authorization' || endpoint === 'resume';
    // A redirect that carries a code or a state names no page as where it came from.
    if (authorizes) ctx.set('Referrer-Policy', 'no-referrer');
    if (authorizes || endpoint === 'token') {
      servedRequest().records = new RequestRecords(storage);
    }
    if (endpoint === 'clientConfiguration' || endpoint === 'registration') {
      forgetOtherSchemes(ctx.req.headers);
    }
    // The library puts the parameters into its context, and then asks for the client.
    const introspected =
      method === 'POST' && endpoint === 'introspection'
        ? new IntrospectionRecords(storage, () => (ctx as KoaContextWithOIDC).oidc?.params?.token)
        : undefined;
    if (introspected !== undefined) servedRequest().records = introspected;
    if (method === 'POST' && endpoint === 'token') {
      ctx.set('Pragma', 'no-cache'); // RFC 6749 §5.1
      const { database, sealer } = storage;
      servedRequest().token = new TokenRequest(
        ctx as KoaContextWithOIDC,
        { database, sealer, lifetimes, scopeJudge },
        events,
      );
      await next();
      nameUnregisteredGrantType(ctx as KoaContextWithOIDC);
      noteUse(ctx as KoaContextWithOIDC);
      return undefined;
    }
    if (method === 'GET' && endpoint === 'authorization') {
      const asking = { documents, limits, origin };
      const tooMany = await prepareClientDocument(ctx as KoaContextWithOIDC, asking);
      if (tooMany !== undefined) {
        ctx.status = tooMany.status;
        const { error, error_description } = tooMany;
        await options.renderError(
          ctx as KoaContextWithOIDC,
          { error, ...(error_description && { error_description }) },
          tooMany,
        );
        return undefined;
      }
      ctx.query = normalizeAuthorizationRequest(
        ctx.query,
        await resourcesFor(storage, ctx.query.client_id),
      );
    }
    if (authorizes) {
      await serveAuthorization(ctx as KoaContextWithOIDC, { storage, events }, next);
    } else await next();
    // The library says `no-store` alone, also of the few words that it sends along with a redirect.
    if (authorizes) ctx.set('Cache-Control', NO_STORE);
    pointToNextInteraction(ctx, provider.issuer, lifetimes.interaction);
    const isPublished = endpoint !== undefined && ENDPOINTS[endpoint].caching === 'minutes';
    const isRead = (method === 'GET' || method === 'HEAD') && ctx.status === 200;
    if (isPublished && isRead) ctx.set('Cache-Control', KEEP_SHORTLY);
    const isMetadata = endpoint === 'serverMetadata' || endpoint === 'openIdMetadata';
    const metadata = isMetadata && isRead ? answerOf(ctx) : undefined;
    if (metadata !== undefined) {
      ctx.body = correctMetadata(metadata, await storage.resources.all(), documents.areRead);
    }
    if (introspected !== undefined) {
      await answerIntrospection(ctx as KoaContextWithOIDC, provider, {
        storage,
        records: introspected,
        admits,
        scopeJudge,
        lifetimes,
      });
      noteUse(ctx as KoaContextWithOIDC);
    }
    if (endpoint === 'revocation' && answerOf(ctx)?.error === 'unsupported_token_type') {
      // The library has run by now and put its context there.
      await revokeJwtAccessToken(ctx as KoaContextWithOIDC, provider, { storage, events });
    }
    if (ctx.status === 404 && isUnanswered(ctx)) {
      ctx.status = 404;
      // As the table has it: what stands in a place may be a secret.
      const known = endpoint === undefined ? 'This address' : ENDPOINTS[endpoint].path;
      ctx.body = {
        error: 'invalid_request',
        error_description: `${known} does not answer to ${method}.`,
      };
    }
    return undefined;
  });
}

/** The resources that a client may ask for; all of them where nothing is known that limits it. */
async function resourcesFor(
  storage: Storage,
  clientId: string | string[] | undefined,
): Promise<readonly ServedResource[]> {
  const records = requestRecords(storage);
  if (typeof clientId !== 'string' || clientId.includes('\0')) return records.resources();
  const row = await records.client(clientId);
  const resources = await records.resources();
  return (row && termsOf(row)?.narrow(resources)) ?? resources;
}

/**
 * Whoever comes with another scheme than Bearer has brought no token: 401 with a challenge (RFC 6750 §3), and
 * not a request that makes no sense, as the library would say.
 */
function forgetOtherSchemes(headers: { authorization?: string | undefined }): void {
  if (/^bearer /i.test(headers.authorization ?? '')) return;
  delete headers.authorization;
}
