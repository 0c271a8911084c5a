/**
 * The shapes of what is stored as JSON, as far as Gatehouse reads it. A row that another version or
 * somebody's hand has written otherwise is told as such where it is read, instead of being taken for
 * something else further on. What the library alone makes use of is not looked at.
 *
 * @module
 */
import { z } from 'zod';
import type { ArtifactPayload } from './artifact.ts';

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

/** What became of a sign-in at an identity provider. */
export const STORED_SIGN_IN = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('signed-in'), userId: z.string(), authTime: z.number() }),
  z.object({ outcome: z.literal('not-admitted'), provider: z.string(), as: z.string() }),
  z.object({ outcome: z.literal('failed'), provider: z.string(), code: z.string() }),
]);

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
  if (typeof stored !== 'object' || stored === null) throw new StoredShapeError('record', '');
  const record = stored as Record<string, unknown>;
  for (const [name, type] of MEMBERS) {
    const value = record[name];
    if (value !== undefined && typeof value !== type) throw new StoredShapeError('record', name);
  }
  return record;
}
