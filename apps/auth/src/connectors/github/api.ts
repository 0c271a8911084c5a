import { type Configuration, fetchProtectedResource } from 'openid-client';
import { z } from 'zod';
import type { Organisation } from '../../upstream/identity.ts';
import { isMailAddress } from '../../upstream/profile.ts';
import { UpstreamError } from '../../upstream/upstream-error.ts';
import { type Upstream, unexpectedStatus } from '../../upstream/upstream-failure.ts';

export const GITHUB: Upstream = { provider: 'github', label: 'GitHub' };

/** Pages of organisations that are read, a hundred on each. */
const MAX_PAGES = 10;
const PER_PAGE = 100;

const User = z.object({
  // A number and nothing else: "1" and 1 must not become two people, nor one.
  id: z.int().positive(),
  login: z.string().min(1).max(100),
  name: z.string().nullish(),
  avatar_url: z.string().nullish(),
});

const Emails = z.array(
  z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }),
);

const Organisations = z.array(
  z.object({ id: z.int().positive(), login: z.string().min(1).max(100) }),
);

/** Reads the REST API with one user's token. */
export interface GitHubApi {
  user(): Promise<z.infer<typeof User>>;
  /**
   * The primary address, verified.
   *
   * @throws UpstreamError `no_verified_email`
   */
  verifiedEmail(): Promise<string>;
  /** The organisations that the user belongs to and that let this app see it. */
  organisations(): Promise<Organisation[]>;
}

export function githubApi(
  configuration: Configuration,
  apiUrl: string,
  accessToken: string,
): GitHubApi {
  const get = <Schema extends z.ZodType>(path: string, schema: Schema) =>
    read(configuration, accessToken, new URL(`${apiUrl}${path}`), schema);

  return {
    user: () => get('/user', User),

    async verifiedEmail() {
      const emails = await get(`/user/emails?per_page=${PER_PAGE}`, Emails);
      const primary = emails.find((entry) => entry.primary && entry.verified)?.email;
      // The noreply address is GitHub's own: nobody reads it, and everybody has one.
      if (
        primary === undefined ||
        !isMailAddress(primary) ||
        primary.toLowerCase().endsWith('@users.noreply.github.com')
      ) {
        throw new UpstreamError(
          'no_verified_email',
          GITHUB.provider,
          'The GitHub account has no primary e-mail address that is verified.',
        );
      }
      return primary;
    },

    async organisations() {
      const organisations: Organisation[] = [];
      for (let page = 1; page <= MAX_PAGES; page += 1) {
        const found = await get(`/user/orgs?per_page=${PER_PAGE}&page=${page}`, Organisations);
        organisations.push(...found.map(({ id, login }) => ({ login, id: String(id) })));
        if (found.length < PER_PAGE) break;
      }
      return organisations;
    },
  };
}

async function read<Schema extends z.ZodType>(
  configuration: Configuration,
  accessToken: string,
  url: URL,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const headers = new Headers({
    accept: 'application/vnd.github+json',
    'x-github-api-version': '2022-11-28',
  });
  const response = await fetchProtectedResource(
    configuration,
    accessToken,
    url,
    'GET',
    null,
    headers,
  );
  const what = `GET ${url.pathname}`;
  if (response.status !== 200) throw unexpectedStatus(GITHUB, response.status, what);
  const body: unknown = await response.json().catch(() => undefined);
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new UpstreamError(
    'invalid_response',
    GITHUB.provider,
    `GitHub answered ${what} with something else than expected.`,
  );
}
