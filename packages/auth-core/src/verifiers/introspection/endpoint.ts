import { discoverEndpoint } from '../../issuer/metadata.ts';
import type { RemoteSettings } from '../../remote/options.ts';

/** Bytes. */
const maxBytes = 64 * 1024;
/** Milliseconds. It may have moved: it is looked up again after this. */
const maxAge = 10 * 60_000;

/**
 * Where an issuer is asked about tokens: as configured, or else as its metadata says, which is
 * looked up once in 10 minutes, by whoever needs it first.
 *
 * @returns what throws an {@link IssuerError} when that cannot be found out
 */
export function introspectionEndpoint(
  { issuer, endpoint }: { readonly issuer: string; readonly endpoint: string | undefined },
  { clock, fetch, timeout }: RemoteSettings,
): () => Promise<string> {
  if (endpoint !== undefined) return () => Promise.resolve(endpoint);
  let found: { readonly url: string; readonly at: number } | undefined;
  let looking: Promise<string> | undefined;

  async function look(): Promise<string> {
    const limits = { timeoutMs: timeout, maxBytes };
    try {
      const url = await discoverEndpoint('introspection_endpoint', issuer, fetch, limits);
      found = { url, at: clock() };
    } catch (error) {
      // Where it was found before, it may well still be.
      if (!found) throw error;
      found = { ...found, at: clock() };
    }
    return found.url;
  }

  return () => {
    const age = found ? clock() - found.at : Number.NaN;
    if (found && age >= 0 && age < maxAge) return Promise.resolve(found.url);
    looking ??= look().finally(() => {
      looking = undefined;
    });
    return looking;
  };
}
