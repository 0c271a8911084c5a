import type { McpHttpHandler } from '@modelcontextprotocol/server';

import { type ProtectFetchOptions, protectFetch } from '../fetch/protect-fetch.ts';
import type { ProtectedResource } from '../protected-resource/protected-resource.ts';

/**
 * `createMcpHandler` behind `protectFetch`: a complete `fetch` handler. Tools get the verified token
 * with `authOf(context)`.
 */
export function protectMcp(
  resource: ProtectedResource,
  handler: Pick<McpHttpHandler, 'fetch'>,
  options?: ProtectFetchOptions,
): (request: Request) => Promise<Response> {
  return protectFetch(
    resource,
    (request, authInfo) => handler.fetch(request, { authInfo }),
    options,
  );
}
