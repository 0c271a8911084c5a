import type { AuthInfo } from '../contract/auth-info.ts';
import { corsHeaders } from '../protected-resource/cors.ts';
import { metadataAnswer } from '../protected-resource/metadata-answer.ts';
import type { ProtectedResource } from '../protected-resource/protected-resource.ts';
import { type MetadataOptions, serverMetadata } from '../server-metadata/server-metadata.ts';
import { type AuthenticateOptions, authenticateRequest } from './authenticate-request.ts';
import { readableAnywhere, responseOf } from './response.ts';

/**
 * Answers a request with a valid token.
 *
 * @param rest further arguments of the platform, such as `env` and `ctx` of a Worker
 */
export type ProtectedHandler<Rest extends unknown[] = []> = (
  request: Request,
  auth: AuthInfo,
  ...rest: Rest
) => Response | Promise<Response>;

export interface ProtectFetchOptions extends AuthenticateOptions, MetadataOptions {}

/**
 * A complete `fetch` handler: it serves the protected-resource metadata at both well-known URLs
 * (RFC 9728), answers `OPTIONS`, adds CORS headers for browser clients, and calls `handler` for
 * requests with a valid token. Every path except those of the metadata is protected.
 *
 * Errors of `handler` are passed on.
 */
export function protectFetch<Rest extends unknown[] = []>(
  resource: ProtectedResource,
  handler: ProtectedHandler<Rest>,
  options: ProtectFetchOptions = {},
): (request: Request, ...rest: Rest) => Promise<Response> {
  const answerServerMetadata = serverMetadata(resource, options.serverMetadata);
  return async (request, ...rest) => {
    const { method } = request;
    const asked = { method, path: new URL(request.url).pathname };
    const metadata = metadataAnswer(resource, asked) ?? (await answerServerMetadata(asked));
    if (metadata !== undefined) return responseOf(metadata);
    if (method === 'OPTIONS') return responseOf({ status: 204, headers: corsHeaders(method) });
    const auth = await authenticateRequest(resource, request, options);
    if (auth instanceof Response) return auth;
    return readableAnywhere(await handler(request, auth, ...rest), method);
  };
}
