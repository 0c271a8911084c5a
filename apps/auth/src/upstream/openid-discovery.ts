import { allowInsecureRequests, customFetch, discovery, type ServerMetadata } from 'openid-client';
import { z } from 'zod';
import { type ConversationOptions, converse } from './conversation.ts';
import { UpstreamError } from './upstream-error.ts';
import type { Upstream } from './upstream.ts';

/** Milliseconds. Endpoints hardly ever move; signing keys are fetched apart from this. */
const FRESH_FOR = 24 * 60 * 60 * 1000;

/** Whose metadata it is, and who asks. */
interface Party {
  readonly upstream: Upstream;
  readonly issuer: string;
  /** the name of the variable that the issuer stands in */
  readonly issuerVariable: string;
  readonly clientId: string;
  /** plain http is allowed: it is on this machine */
  readonly emulated: boolean;
  /** how the metadata has to spell the issuer, to the letter; anything that means the same URL unless told */
  readonly spelling?: string;
  /** @throws UpstreamError where the metadata leaves no way to prove who we are */
  authentication?(metadata: ServerMetadata): unknown;
}

export interface OpenIdDiscovery {
  /** @throws UpstreamError */
  metadata(): Promise<ServerMetadata>;
  /** What is known may hold no longer: it is renewed when next needed, and kept where that fails. */
  doubt(): void;
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
): OpenIdDiscovery {
  let known: { readonly metadata: ServerMetadata; readonly until: number } | undefined;
  let pending: Promise<ServerMetadata> | undefined;

  const discover = async (): Promise<ServerMetadata> => {
    try {
      const metadata = await fetchMetadata(party, options);
      known = { metadata, until: now() + FRESH_FOR };
      return metadata;
    } catch (error) {
      if (known === undefined) throw error;
      return known.metadata;
    } finally {
      pending = undefined;
    }
  };

  return {
    async metadata() {
      if (known !== undefined && now() < known.until) return known.metadata;
      pending ??= discover();
      return pending;
    },
    doubt() {
      if (known !== undefined) known = { ...known, until: 0 };
    },
  };
}

async function fetchMetadata(party: Party, options: ConversationOptions): Promise<ServerMetadata> {
  const { upstream, clientId, emulated } = party;
  const metadata = await converse(upstream, options, '', async (fetch) => {
    const configuration = await discovery(whereToAsk(party), clientId, undefined, undefined, {
      [customFetch]: fetch,
      execute: emulated ? [allowInsecureRequests] : [],
    });
    return { ...configuration.serverMetadata() };
  }).catch((error: unknown) => {
    throw notSetUpRight(error, party);
  });
  const problem = problemOf(metadata, party);
  if (problem === undefined) {
    // Judged before it is remembered, so that it is asked for again once the provider has changed it.
    party.authentication?.(metadata);
    return metadata;
  }
  const { provider, label } = upstream;
  const error = new UpstreamError(
    'invalid_response',
    provider,
    `${label} sent metadata ${problem}.`,
  );
  throw notSetUpRight(error, party);
}

/** By the whole address where it spells the issuer in another way: the library takes that of one host alone. */
function whereToAsk({ issuer, spelling = issuer }: Party): URL {
  return new URL(spelling === issuer ? issuer : `${issuer}/.well-known/openid-configuration`);
}

/** Nobody who signs in can do anything about metadata, tonight or tomorrow. */
function notSetUpRight(error: unknown, { issuer, issuerVariable }: Party): unknown {
  if (!(error instanceof UpstreamError) || error.code === 'unavailable') return error;
  return new UpstreamError('misconfigured', error.provider, error.message, {
    reason: 'metadata',
    remedy: `Compare ${issuerVariable} with "issuer" in the metadata of the provider, to the letter; it was asked for below ${issuer}.`,
  });
}

/** Of OpenID Connect Discovery §3, what is read as a list. */
const Lists = z.object({
  id_token_signing_alg_values_supported: z.array(z.string()).optional(),
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
});

/** What keeps anybody from being sent by it, as the end of a sentence. */
function problemOf(metadata: ServerMetadata, party: Party): string | undefined {
  if (party.spelling !== undefined && metadata.issuer !== party.spelling) {
    return 'that spells the issuer in another way than the configuration, a slash at its end perhaps';
  }
  const endpoint = z.url({ protocol: party.emulated ? /^https?$/ : /^https$/ });
  const Endpoints = z.object({
    authorization_endpoint: endpoint,
    token_endpoint: endpoint,
    jwks_uri: endpoint,
  });
  if (!Endpoints.safeParse(metadata).success) return 'without the endpoints of a sign-in';
  return Lists.safeParse(metadata).success
    ? undefined
    : 'with something else in the place of a list';
}
