/**
 * What an MCP server says of itself (RFC 9728), read when the operator adds it by command.
 *
 * ```
 * its URL ── the well-known one of §3.1 ── nothing there? ── where its 401 says that it is (§5.1)
 *         ── is it about this URL? (§3.3) ──▶ its name, the names of its scopes
 * ```
 *
 * The standard has no words for scopes, and what a server may add to it is not heard: what people read when
 * they decide is for the operator to say.
 *
 * @module
 */
import { claimedName } from '@gatehouse/display';
import { z } from 'zod';
import { refusalOf } from '../documents/document-refusal.ts';
import { jsonObject } from '../documents/read-document.ts';
import type { GuardedGet, Received } from '../outbound/guarded-get.ts';
import { isScopeName, RESERVED_SCOPES } from '../protocol/scopes.ts';
import { type DocumentFault, documentFault } from './document-fault.ts';
import { OperationError } from './operation-error.ts';

/** Where the metadata of a resource is (RFC 9728 §3). */
const WELL_KNOWN = '/.well-known/oauth-protected-resource';

/** The longest metadata in bytes, and how long one answer may take in milliseconds. */
const BOUNDS = { maxBytes: 65_536, timeoutMs: 5000 } as const;

/** What a client accepts of an MCP server (Streamable HTTP). */
const STREAM = ['application/json', 'text/event-stream'].join();

/** More scopes than anybody decides on. */
const MOST_SCOPES = 200;

const Metadata = z.object({
  resource: z.string(),
  resource_name: z.string().optional(),
  scopes_supported: z.array(z.string().refine(isScopeName)).max(MOST_SCOPES).optional(),
});

/** Why the metadata of a resource cannot be used. */
export type ResourceMetadataFault =
  | Exclude<DocumentFault, { readonly code: 'metadata' }>
  | { readonly code: 'unfit'; readonly member: string };

/** What a resource says of itself, as far as it counts. */
export interface ResourceMetadata {
  readonly name: string | undefined;
  /** without those of OpenID Connect, which are not the resource's */
  readonly scopes: readonly string[];
}

/**
 * Reads the metadata of a resource that the operator named.
 *
 * @param resource its URL, checked
 * @throws OperationError `resource_unread`, `resource_names_another`
 */
export async function resourceMetadata(
  get: GuardedGet,
  resource: string,
): Promise<ResourceMetadata> {
  const url = new URL(resource);
  const { at, received } = await found(get, resource, url);
  const unfit = (fault: ResourceMetadataFault, cause?: unknown) =>
    new OperationError({ code: 'resource_unread', resource, at: at.href, fault }, { cause });
  const { success, data, error } = Metadata.safeParse(
    await said(unfit, () => jsonObject(received)),
  );
  if (!success) {
    const member = String(error.issues[0]?.path[0] ?? '');
    throw unfit({ code: 'unfit', member });
  }
  if (data.resource !== resource) {
    throw new OperationError({ code: 'resource_names_another', resource, named: data.resource });
  }
  const scopes = (data.scopes_supported ?? []).filter((name) => !RESERVED_SCOPES.includes(name));
  // A name that somebody gave themselves, as pages show it: the operator sees it like this before anybody else.
  const name = claimedName(data.resource_name, '') || undefined;
  return { name, scopes: [...new Set(scopes)] };
}

type Unread = (fault: ResourceMetadataFault, cause?: unknown) => OperationError;

interface Found {
  readonly at: URL;
  readonly received: Received;
}

/** The answer at the well-known address, or where the resource's challenge says that its metadata is. */
async function found(get: GuardedGet, resource: string, url: URL): Promise<Found> {
  const ask = (at: URL, accept: string) =>
    said(
      (fault, cause) =>
        new OperationError({ code: 'resource_unread', resource, at: at.href, fault }, { cause }),
      () =>
        get(at, {
          ...BOUNDS,
          headers: { accept },
          // What the operator named may be on their network; where the server leads from there may not.
          mayBePrivate: at.host === url.host,
          asNamed: at.host === url.host,
        }),
    );
  const wellKnown = new URL(`${WELL_KNOWN}${url.pathname === '/' ? '' : url.pathname}`, url);
  const first = { at: wellKnown, received: await ask(wellKnown, 'application/json') };
  if (first.received.status === 200) return first;
  const answer = await ask(url, STREAM).catch(() => undefined);
  const named = challenged(answer?.headers.get('www-authenticate') ?? '');
  if (named === undefined) return first;
  return { at: named, received: await ask(named, 'application/json') };
}

/** `resource_metadata` of a challenge (RFC 9728 §5.1), whichever scheme it is of. */
function challenged(challenge: string): URL | undefined {
  const [, quoted, bare] =
    /(?:^|[\s,])resource_metadata\s*=\s*(?:"([^"\\]*)"|([^\s",]+))/i.exec(challenge) ?? [];
  return URL.parse(quoted ?? bare ?? '') ?? undefined;
}

/** @throws what `unread` makes of a request that came to nothing, or of an answer that is no JSON */
async function said<Result>(unread: Unread, ask: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await ask();
  } catch (error) {
    const fault = documentFault(refusalOf(error));
    if (fault === undefined || fault.code === 'metadata') throw error;
    throw unread(fault, error);
  }
}
