/**
 * The shapes of what is stored as JSON, as far as Gatehouse reads it. A row that another version or
 * somebody's hand has written otherwise is told as such where it is read, instead of being taken for
 * something else further on. What the library alone makes use of is not looked at.
 *
 * @module
 */
import { z } from 'zod';
import { ADMISSION_REFUSALS } from '../admission/why-refused.ts';
import { SCOPE_KINDS } from '../protocol/resource.ts';
import type { ArtifactPayload } from './artifact.ts';
import type { ClientRow } from './clients.ts';

const text = z.string().optional();
const texts = z.array(z.string());

/** What a grant holds: scopes of OpenID, and those of each resource. */
export const STORED_GRANT = z.object({
  openid: z.looseObject({ scope: text }).optional(),
  resources: z.record(z.string(), z.string()).optional(),
});

/** An interaction, as far as it is judged before it is resumed. */
export const STORED_INTERACTION = z.object({
  prompt: z.object({ name: text }).optional(),
  session: z.object({ accountId: text, uid: text }).optional(),
  result: z
    .object({ browser: text, login: z.object({ accountId: z.string() }).optional() })
    .optional(),
});

/** What an interaction wants consent for: scopes of OpenID, and those of each resource. */
export const STORED_CONSENT_PROMPT = z.object({
  missingOIDCScope: texts.default([]),
  missingResourceScopes: z.record(z.string(), texts).default({}),
});

/** What was allowed at which redirect. */
export const STORED_REDIRECTS = z.record(z.string(), texts);

/** What the operator said of the scopes of a resource, beside their words. */
export const STORED_SCOPE_TERMS = z.record(
  z.string(),
  z.object({
    detail: text,
    kind: z.enum(SCOPE_KINDS).optional(),
    required: z.boolean().optional(),
  }),
);

/** What became of a sign-in at an identity provider. */
export const STORED_SIGN_IN = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('signed-in'),
    provider: z.string(),
    userId: z.string(),
    authTime: z.number(),
  }),
  z.object({
    outcome: z.literal('not-admitted'),
    provider: z.string(),
    as: z.string(),
    subject: text,
    // For the log alone: what another version calls it does no harm.
    refusal: z.enum(ADMISSION_REFUSALS).optional().catch(undefined),
  }),
  z.object({
    outcome: z.literal('failed'),
    provider: z.string(),
    code: z.string(),
    causeId: text,
  }),
]);

const member = z.string().exactOptional();

/** A private signing key, as the text that was sealed. Which members it needs depends on its `kty`. */
export const STORED_JWK = z
  .string()
  .transform((sealed, context): unknown => {
    try {
      return JSON.parse(sealed);
    } catch {
      // The parser's own error quotes the text, and with it the key.
      context.addIssue({ code: 'custom', message: 'no JSON' });
      return z.NEVER;
    }
  })
  .pipe(
    z.looseObject({
      kty: z.string(),
      kid: z.string(),
      alg: z.string(),
      use: member,
      crv: member,
      d: member,
      x: member,
      y: member,
      n: member,
      e: member,
      p: member,
      q: member,
      dp: member,
      dq: member,
      qi: member,
    }),
  );

/** Teams of somebody at a provider, with the numbers of each and of its organisation. */
const STORED_TEAMS = z.array(
  z.object({
    organisation: z.string(),
    organisation_id: z.string(),
    slug: z.string(),
    id: z.string(),
  }),
);

/** One of them, as it is stored. */
export type StoredTeam = z.infer<typeof STORED_TEAMS>[number];

/** What is stored is not what this version stores. Says where, and nothing of what is there. */
export class StoredShapeError extends Error {
  readonly code = 'stored_shape';

  constructor(what: string, where: string) {
    super(`a stored ${what} is not as this version stores it${where && `, at ${where}`}`);
    this.name = 'StoredShapeError';
  }
}

/**
 * What is stored, by its shape.
 *
 * @param what for the error, after “a stored”
 * @throws StoredShapeError where it is something else
 */
export function readStored<Shape extends z.ZodType>(
  what: string,
  shape: Shape,
  stored: unknown,
): z.infer<Shape> {
  const { success, data, error } = shape.safeParse(stored);
  if (success) return data;
  throw new StoredShapeError(what, error.issues[0]?.path.join('.') ?? '');
}

/**
 * The teams of an identity. Nearly nobody has any, and each token request asks.
 *
 * @throws StoredShapeError
 */
export function storedTeams(stored: unknown): readonly StoredTeam[] {
  if (Array.isArray(stored) && stored.length === 0) return [];
  return readStored('identity', STORED_TEAMS, stored);
}

/** Members of the library's records that Gatehouse reads. */
const OF_ARTIFACTS = {
  jti: 'string',
  exp: 'number',
  grantId: 'string',
  clientId: 'string',
  accountId: 'string',
  uid: 'string',
  userCode: 'string',
  consumed: 'number',
} as const;
const MEMBERS = Object.entries(OF_ARTIFACTS);

/**
 * The same for a record of the library's. By hand, because each token request reads several.
 *
 * @throws StoredShapeError
 */
export function storedArtifact(stored: unknown): ArtifactPayload {
  if (!isObject(stored)) throw new StoredShapeError('record', '');
  for (const [name, type] of MEMBERS) {
    const value = stored[name];
    if (value !== undefined && typeof value !== type) throw new StoredShapeError('record', name);
  }
  return stored;
}

/**
 * The same for the metadata of a client (RFC 7591), whose other members the library checks itself.
 *
 * @throws StoredShapeError
 */
export function storedClientMetadata(stored: unknown): ClientRow['metadata'] {
  if (!isObject(stored)) throw new StoredShapeError('client', 'metadata');
  const { client_id } = stored;
  if (typeof client_id !== 'string') throw new StoredShapeError('client', 'metadata.client_id');
  return { ...stored, client_id };
}

/**
 * The same for texts by name, such as the scopes of a resource.
 *
 * @param what for the error, after “a stored”
 * @param column where they are stored
 * @throws StoredShapeError
 */
export function storedTexts(
  what: string,
  column: string,
  stored: unknown,
): Readonly<Record<string, string>> {
  if (!isObject(stored) || Array.isArray(stored) || !hasTexts(stored)) {
    throw new StoredShapeError(what, column);
  }
  return stored;
}

function isObject(stored: unknown): stored is Record<string, unknown> {
  return typeof stored === 'object' && stored !== null;
}

function hasTexts(stored: Record<string, unknown>): stored is Record<string, string> {
  return Object.values(stored).every((value) => typeof value === 'string');
}
