import { discoverEndpoint } from '../../issuer/metadata.ts';
import { SharedWork } from '../../sharing/shared-work.ts';
import type { RemoteSettings } from '../../remote/options.ts';

/** Bytes. */
const maxBytes = 64 * 1024;
/** Milliseconds. After this the address is looked up again, because it may have changed. */
const maxAge = 10 * 60_000;

/**
 * The introspection endpoint of an issuer: as configured, or from its metadata. The metadata is
 * fetched when the first request needs it, and then at most once in 10 minutes.
 *
 * @returns a function that rejects with an {@link IssuerError} when the endpoint cannot be found
 */
export function introspectionEndpoint(
  { issuer, endpoint }: { readonly issuer: string; readonly endpoint: string | undefined },
  { clock, fetch, timeout }: RemoteSettings,
): () => Promise<string> {
  if (endpoint !== undefined) return () => Promise.resolve(endpoint);
  let found: { readonly url: string; readonly at: number } | undefined;
  const looking = new SharedWork<string>();

  async function look(): Promise<string> {
    const limits = { timeoutMs: timeout, maxBytes };
    try {
      const url = await discoverEndpoint('introspection_endpoint', issuer, fetch, limits);
      found = { url, at: clock() };
    } catch (error) {
      // The endpoint that was found before is probably still right.
      if (!found) throw error;
      found = { ...found, at: clock() };
    }
    return found.url;
  }

  return () => {
    const age = found ? clock() - found.at : Number.NaN;
    if (found && age >= 0 && age < maxAge) return Promise.resolve(found.url);
    return looking.join(look);
  };
}
