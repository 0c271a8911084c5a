/** The verifiers of the table, in the order of its columns. */
export const SUBJECTS = [
  'jwt (metadata)',
  'jwt (static key)',
  'introspection',
  'github',
  'google ID token',
  'google access token',
  'custom',
  'anyOf(jwt, github)',
  'cached(jwt)',
  'dpop(jwt)',
  'status(jwt)',
] as const;

export type SubjectName = (typeof SUBJECTS)[number];

/** Something about some of the verifiers. */
export type Of<T> = Partial<Record<SubjectName, T>>;

/** The same about several of them. */
export function about<T>(names: readonly SubjectName[], what: T): Of<T> {
  return Object.fromEntries(names.map((name) => [name, what]));
}

/** Those that verify RFC 9068 tokens by key. */
export const JWT = [
  'jwt (metadata)',
  'jwt (static key)',
  'anyOf(jwt, github)',
  'cached(jwt)',
  'dpop(jwt)',
  'status(jwt)',
] as const satisfies readonly SubjectName[];

/** Those that ask somebody, once for each token. */
export const ASKING = ['introspection', 'github', 'google access token'] as const;

/** Those that read no token: what they know, they were told. */
export const TOLD = [...ASKING, 'custom'] as const;

/** Those that are around another. */
export const AROUND = ['anyOf(jwt, github)', 'cached(jwt)', 'dpop(jwt)', 'status(jwt)'] as const;
