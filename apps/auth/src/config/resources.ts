import { quote, type WebAddressFault, webAddressFault } from '@gatehouse/environment';
import { z } from 'zod';
import { SIGNING_ALGORITHMS } from '../protocol/algorithms.ts';
import {
  type ProtectedResource,
  SCOPE_KINDS,
  type ServedResource,
  spellingsOf,
} from '../protocol/resource.ts';
import { isScopeName, RESERVED_SCOPES } from '../protocol/scopes.ts';
import type { Environment } from './environment.ts';
import { inWords } from '../faults/fault.ts';
import { RESOURCE_WORDS } from './faults-in-words.ts';
import { type InputFault, inputFault, own } from './input-fault.ts';
import { isLoopbackHost } from './loopback.ts';

/** What `apps/mcp` is known by when both are started with nothing set. */
const EXAMPLE_RESOURCE = 'http://localhost:8000/mcp';

const Words = z.string().trim().min(1).max(200);

/** What a scope means: its words alone, or with what else there is to say of it. */
const Terms = z.preprocess(
  (terms) => (typeof terms === 'string' ? { description: terms } : terms),
  z.strictObject({
    description: Words,
    detail: Words.optional(),
    kind: z.enum(SCOPE_KINDS).optional(),
    required: z.boolean().optional(),
  }),
);

const DEFAULT_SCOPES: Readonly<Record<string, z.infer<typeof Terms>>> = {
  'mcp:read': { description: 'Read with the tools of this server', kind: 'view' },
  'mcp:write': {
    description: 'Act and change things with the tools of this server',
    kind: 'change',
  },
};

const ResourceEntry = z.strictObject({
  resource: z.string(),
  name: z.string().trim().min(1).max(100).optional(),
  scopes: z
    .record(z.string().refine(isScopeName, own('not_a_scope_name')), Terms)
    .refine((scopes) => Object.keys(scopes).length > 0, own('no_scope'))
    .refine(
      (scopes) => !Object.keys(scopes).some((scope) => RESERVED_SCOPES.includes(scope)),
      own('openid_scope'),
    )
    .optional(),
  aliases: z.array(z.string()).optional(),
  access_token_alg: z.enum(SIGNING_ALGORITHMS).optional(),
});

type ResourceEntry = z.infer<typeof ResourceEntry>;

/** What is wrong with a resource, or with the member of it that is named beside the fault. */
export type ResourceFault =
  | InputFault
  | { readonly code: 'no_address'; readonly fault: WebAddressFault }
  | { readonly code: 'not_plain'; readonly address: string; readonly plain: string }
  | { readonly code: 'not_https'; readonly address: string }
  | { readonly code: 'on_loopback'; readonly address: string };

const REMEDY =
  'It takes URLs of MCP servers separated by commas, or a JSON array as .env.example shows.';

/**
 * The MCP servers that tokens are issued for: URLs separated by commas, or a JSON array of
 * `{ resource, name?, scopes?, aliases?, access_token_alg? }`.
 */
export function readResources(environment: Environment): ProtectedResource[] {
  const text = environment.text('RESOURCES');
  const entries = text?.startsWith('[') ? parseJson(environment, text) : shortForm(environment);
  const resources = entries.flatMap((entry) => {
    const fault = entryFault(entry);
    if (fault === undefined) return [toResource(entry)];
    environment.faults.add('RESOURCES', inWords(RESOURCE_WORDS, fault), REMEDY);
    return [];
  });

  const spellings = resources.flatMap(spellingsOf);
  const twice = spellings.find((spelling, index) => spellings.indexOf(spelling) !== index);
  if (twice !== undefined) {
    environment.faults.add('RESOURCES', `names ${quote(twice)} twice`, 'Name each resource once.');
  }
  return resources;
}

function shortForm(environment: Environment): ResourceEntry[] {
  const listed = environment.list('RESOURCES');
  return (listed.length === 0 ? [EXAMPLE_RESOURCE] : listed).map((resource) => ({ resource }));
}

function parseJson(environment: Environment, text: string): ResourceEntry[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    environment.faults.add('RESOURCES', 'is not valid JSON', REMEDY);
    return [];
  }
  const parsed = z.array(ResourceEntry).min(1).safeParse(json);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    const problem = inWords(RESOURCE_WORDS, inputFault(issue));
    const where = issue.path.length === 0 ? '' : `is not as it should be: ${issue.path.join('.')} `;
    environment.faults.add('RESOURCES', `${where}${problem}`, REMEDY);
  }
  return [];
}

/**
 * One resource as a command names it, by the same rules.
 *
 * @returns the resource, or what is wrong with it and with which member of it
 */
export function readResourceEntry(
  input: unknown,
  production: boolean,
): ProtectedResource | { readonly fault: ResourceFault; readonly path: readonly PropertyKey[] } {
  const parsed = ResourceEntry.safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return {
      fault: issue === undefined ? { code: 'unfit' } : inputFault(issue),
      path: issue?.path ?? [],
    };
  }
  const fault = entryFault(parsed.data);
  if (fault !== undefined) return { fault, path: [] };
  const resource = toResource(parsed.data);
  const exposed = production ? exposedResourceFault(resource) : undefined;
  return exposed === undefined ? resource : { fault: exposed, path: [] };
}

function entryFault({ resource, aliases = [] }: ResourceEntry): ResourceFault | undefined {
  return spellingsOf({ resource, aliases })
    .map(spellingFault)
    .find((fault) => fault !== undefined);
}

/** RFC 8707 §2: an absolute URI without fragment. One spelling, so that `aud` has one too. */
function spellingFault(text: string): ResourceFault | undefined {
  const fault = webAddressFault(text);
  if (fault !== undefined) return { code: 'no_address', fault };
  const { href, origin } = new URL(text);
  return text === href || text === origin
    ? undefined
    : { code: 'not_plain', address: text, plain: href };
}

function toResource(entry: ResourceEntry): ProtectedResource {
  const { resource, name, scopes, aliases = [], access_token_alg: accessTokenAlg } = entry;
  return {
    resource,
    name: name ?? (resource === EXAMPLE_RESOURCE ? 'Example MCP server' : new URL(resource).host),
    scopes: termsOfEach(scopes ?? DEFAULT_SCOPES),
    aliases: [...new Set([otherSlash(resource), ...aliases])],
    accessTokenAlg: accessTokenAlg ?? SIGNING_ALGORITHMS[0],
  };
}

/** A kind that nobody gave counts as one that changes something. */
function termsOfEach(scopes: NonNullable<ResourceEntry['scopes']>): ProtectedResource['scopes'] {
  return Object.fromEntries(
    Object.entries(scopes).map(([name, { kind, required = false, ...words }]) => [
      name,
      { ...words, kind: kind ?? 'change', kindGiven: kind !== undefined, required },
    ]),
  );
}

/** Clients add or drop the last slash as their URL library does. */
function otherSlash(resource: string): string {
  return resource.endsWith('/') ? resource.slice(0, -1) : `${resource}/`;
}

/** Why a resource may not stand in production, or undefined. */
export function exposedResourceFault(resource: ServedResource): ResourceFault | undefined {
  for (const address of spellingsOf(resource)) {
    const { protocol, hostname } = new URL(address);
    if (protocol === 'http:') return { code: 'not_https', address };
    if (isLoopbackHost(hostname)) return { code: 'on_loopback', address };
  }
  return undefined;
}
