import { allowInsecureRequests, customFetch, discovery, type ServerMetadata } from 'openid-client';
import { type ConversationOptions, converse } from './conversation.ts';
import type { Upstream } from './upstream-failure.ts';

/** Milliseconds. Endpoints hardly ever move; signing keys are fetched apart from this. */
const FRESH_FOR = 24 * 60 * 60 * 1000;

/** Whose metadata it is, and who asks. */
interface Party {
  readonly upstream: Upstream;
  readonly issuer: string;
  readonly clientId: string;
  /** plain http is allowed: it is on this machine */
  readonly emulated: boolean;
}

/**
 * The metadata of an OpenID provider (OpenID Connect Discovery §4), asked for when first needed. Requests at the same
 * time share one answer; a failure is not remembered, so the next sign-in asks again; metadata that
 * is a day old is renewed, and kept where that fails.
 *
 * @param now milliseconds
 */
export function openIdDiscovery(
  party: Party,
  options: ConversationOptions,
  now: () => number,
): () => Promise<ServerMetadata> {
  let known: { metadata: ServerMetadata; at: number } | undefined;
  let pending: Promise<ServerMetadata> | undefined;

  const discover = async (): Promise<ServerMetadata> => {
    try {
      const metadata = await fetchMetadata(party, options);
      known = { metadata, at: now() };
      return metadata;
    } catch (error) {
      if (known === undefined) throw error;
      return known.metadata;
    } finally {
      pending = undefined;
    }
  };

  return async () => {
    if (known !== undefined && now() - known.at < FRESH_FOR) return known.metadata;
    pending ??= discover();
    return pending;
  };
}

function fetchMetadata(
  { upstream, issuer, clientId, emulated }: Party,
  options: ConversationOptions,
): Promise<ServerMetadata> {
  return converse(upstream, options, async (fetch) => {
    const configuration = await discovery(new URL(issuer), clientId, undefined, undefined, {
      [customFetch]: fetch,
      execute: emulated ? [allowInsecureRequests] : [],
    });
    return { ...configuration.serverMetadata() };
  });
}
