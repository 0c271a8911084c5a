import {
  type Route,
  type StubUpstream,
  startStubUpstream,
} from '../../../upstream/testing/stub-upstream.ts';

export const TOKEN = 'gho_the-access-token';
export const TOKEN_ROUTE = 'POST /login/oauth/access_token';

export const USER = {
  id: 583231,
  login: 'octocat',
  name: 'The Octocat',
  avatar_url: 'https://avatars.example/1',
  email: null,
};
/** One verified address beside the primary one. */
const EMAILS = [
  { email: 'other@example.com', primary: false, verified: true },
  { email: 'octocat@example.com', primary: true, verified: true },
];

/** GitHub as the connector sees it. */
export interface StubGitHub extends StubUpstream {
  /** makes a route answer always the same */
  answer(route: string, reply: ReturnType<Route>): void;
}

export async function startStubGitHub(): Promise<StubGitHub> {
  const stub = await startStubUpstream();
  const answer: StubGitHub['answer'] = (route, reply) => stub.routes.set(route, () => reply);
  answer(TOKEN_ROUTE, {
    body: { access_token: TOKEN, token_type: 'bearer', scope: 'user:email' },
  });
  answer('GET /user', { body: USER });
  answer('GET /user/emails', { body: EMAILS });
  answer('GET /user/orgs', { body: [{ id: 9919, login: 'acme' }] });
  answer('GET /user/teams', {
    body: [{ id: 7, slug: 'maintainers', organization: { id: 9919, login: 'acme' } }],
  });
  return { ...stub, answer };
}
