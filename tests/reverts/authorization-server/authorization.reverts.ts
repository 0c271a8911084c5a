import type { Revert } from '../revert.ts';

/** Defences of `apps/auth`: an authorization request, and the browser that it belongs to. */
export const AUTHORIZATION: readonly Revert[] = [
  {
    defence: 'PKCE is required of every client',
    file: 'src/provider/factory.ts',
    find: 'pkce: { required: pkceRequired }',
    replace: 'pkce: { required: () => false }',
    tests: ['src/provider/internals.test.ts'],
  },
  {
    defence: 'without a code challenge there has to be a nonce',
    file: 'src/provider/authorization/pkce.ts',
    find: "typeof nonce === 'string' && nonce !== '' ? undefined : 'needs a nonce'",
    replace: "typeof nonce === 'number' ? 'needs a nonce' : undefined",
    tests: ['src/provider/relying-party.test.ts'],
  },
  {
    defence: 'a word that is dropped does not make a request silent',
    file: 'src/provider/authorization/prompts.ts',
    find: "return words.length === 1 ? { ...query, prompt: 'none' } : query;",
    replace: "return { ...query, prompt: 'none' };",
    tests: ['src/provider/authorization/normalized-request.test.ts'],
  },
  {
    defence: 'a session ends at its greatest age',
    file: 'src/storage/sessions.ts',
    find: "to_timestamp(($4::jsonb->>'loginTs')::float8) + make_interval(secs => $6::float8)",
    replace: 'now() + make_interval(secs => $6::float8)',
    tests: ['src/storage/records.test.ts'],
  },
  {
    defence: 'an upstream state belongs to the browser that began it',
    file: 'src/storage/artifacts.ts',
    find: "AND payload ->> 'boundTo' = ANY($3::text[])",
    replace: 'AND $3::text[] IS NOT NULL',
    tests: ['src/federation/sign-in.test.ts'],
  },
  {
    defence: 'what a person did belongs to the browser that resumes it',
    file: 'src/provider/authorization/outcome-binding.ts',
    find: 'if (!secrets.some((secret) => browserHash(uid, secret) === result.browser)) {',
    replace: 'if (secrets === undefined) {',
    tests: ['src/provider/authorization/outcome-binding.test.ts'],
  },
  {
    defence: 'over http no planted cookie becomes the secret of a browser',
    file: 'src/provider/authorization/browser-cookies.ts',
    find: 'this.#secure ? (this.read(header)[0] ?? fallback) : fallback',
    replace: 'this.read(header)[0] ?? fallback',
    tests: ['src/provider/authorization/browser-cookies.test.ts'],
  },
  {
    defence: 'a form token belongs to the browser that it was shown to',
    file: 'src/session/form-tokens.ts',
    find: 'const text = [label, subject, secret]',
    replace: 'const text = [label, subject, secret.slice(secret.length)]',
    tests: ['src/session/form-tokens.test.ts'],
  },
];
