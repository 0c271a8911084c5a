import { type Configuration, fetchProtectedResource } from 'openid-client';
import { z } from 'zod';
import type { Organisation, Team, Withheld } from '../../upstream/identity.ts';
import type { Upstream } from '../../upstream/upstream.ts';
import { UpstreamError } from '../../upstream/upstream-error.ts';
import { type GitHubAddress, GitHubAddresses } from './addresses.ts';
import { refusalOf } from './refusals.ts';

/** Pages of a list that are read, a hundred on each. */
const MAX_PAGES = 10;
const PER_PAGE = 100;

const User = z.object({
  // A number and nothing else: "1" and 1 must not become two people, nor one.
  id: z.int().positive(),
  login: z.string().min(1).max(100),
  name: z.string().nullish(),
  avatar_url: z.string().nullish(),
});

// Postgres stores neither U+0000 nor, as JSON, half of a surrogate pair; no login has any of these.
const Name = z.string().regex(/^[^\p{Cc}\p{Cs}]{1,100}$/u);

const OrganisationEntry = z.object({ id: z.int().positive(), login: Name });
const Organisations = z.array(OrganisationEntry);

const Teams = z.array(
  z.object({ id: z.int().positive(), slug: Name, organization: OrganisationEntry }),
);

/** What was asked for; empty, with the reason, where GitHub does not let this app see it. */
export interface Told<Item> {
  readonly items: readonly Item[];
  readonly withheld: readonly Withheld[];
}

/** Reads the REST API with one user's token. */
export interface GitHubApi {
  user(): Promise<z.infer<typeof User>>;
  addresses(): Promise<Told<GitHubAddress>>;
  /** The organisations that the user belongs to and that let this app see it. */
  organisations(): Promise<Told<Organisation>>;
  /**
   * The user's teams in these organisations; of other organisations nothing is kept.
   *
   * @param logins lower-cased
   */
  teamsOf(logins: readonly string[]): Promise<Told<Team>>;
}

/** What the requests of one sign-in share. */
export interface GitHubApiAccess {
  readonly upstream: Upstream;
  readonly configuration: Configuration;
  readonly apiUrl: string;
  readonly accessToken: string;
}

export function githubApi(access: GitHubApiAccess): GitHubApi {
  return {
    user: async () => (await read(access, '/user', User)).body,

    addresses: () =>
      unlessForbidden('addresses', async () => {
        const items: GitHubAddress[] = [];
        for await (const { body } of pages(access, '/user/emails', GitHubAddresses)) {
          items.push(...body);
        }
        return { items, withheld: [] };
      }),

    organisations: () =>
      unlessForbidden('organisations', async () => {
        const items: Organisation[] = [];
        const withheld: Withheld[] = [];
        for await (const { body, headers } of pages(access, '/user/orgs', Organisations)) {
          items.push(...body.map(({ id, login }) => ({ login, id: String(id) })));
          if (isPartial(headers)) withheld.push(partial(access.upstream, 'organisations'));
        }
        return { items, withheld };
      }),

    teamsOf: (logins) =>
      unlessForbidden('teams', async () => {
        const items: Team[] = [];
        const withheld: Withheld[] = [];
        for await (const { body, headers } of pages(access, '/user/teams', Teams)) {
          for (const { id, slug, organization } of body) {
            if (!logins.includes(organization.login.toLowerCase())) continue;
            const organisation = { login: organization.login, id: String(organization.id) };
            items.push({ organisation, slug, id: String(id) });
          }
          if (isPartial(headers)) withheld.push(partial(access.upstream, 'teams'));
        }
        return { items, withheld };
      }),
  };
}

async function* pages<Item>(access: GitHubApiAccess, path: string, schema: z.ZodType<Item[]>) {
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const answer = await read(access, `${path}?per_page=${PER_PAGE}&page=${page}`, schema);
    yield answer;
    if (answer.body.length < PER_PAGE) return;
  }
}

/** What is forbidden is a matter only where a rule needs it; trouble is a matter in any case. */
async function unlessForbidden<Item>(
  what: Withheld['what'],
  ask: () => Promise<Told<Item>>,
): Promise<Told<Item>> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    if (!['misconfigured', 'sso_required', 'policy'].includes(error.code)) throw error;
    return { items: [], withheld: [{ what, why: error }] };
  }
}

/** Organisations with single sign-on are left out of a list until the user has been there. */
function isPartial(headers: Headers): boolean {
  return /^partial-results\b/i.test(headers.get('x-github-sso') ?? '');
}

function partial({ provider, label }: Upstream, what: Withheld['what']): Withheld {
  const message = `${label} left out organisations that ask for their single sign-on first.`;
  return {
    what,
    why: new UpstreamError('sso_required', provider, message),
  };
}

async function read<Schema extends z.ZodType>(
  { upstream, configuration, apiUrl, accessToken }: GitHubApiAccess,
  path: string,
  schema: Schema,
): Promise<{ readonly body: z.infer<Schema>; readonly headers: Headers }> {
  const url = new URL(`${apiUrl}${path}`);
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
  if (response.status !== 200) throw await refusalOf(upstream, response, { what, apiUrl });
  const body: unknown = await response.json().catch(() => undefined);
  const parsed = schema.safeParse(body);
  if (parsed.success) return { body: parsed.data, headers: response.headers };
  throw new UpstreamError(
    'invalid_response',
    upstream.provider,
    `${upstream.label} answered ${what} with something else than expected.`,
  );
}
