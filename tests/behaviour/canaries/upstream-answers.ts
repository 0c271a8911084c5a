import { type Fault, failNext } from '@gatehouse/emulators';
import type { Client } from '../actors/client.ts';
import type { Asking } from './asking.ts';
import { requestOf } from './authorizations.ts';

const TOKEN_ANSWER = [
  'access_token',
  'refresh_token',
  'id_token',
  'error_description',
  'error_uri',
];

/** What a provider answers, right or wrong: tokens, errors, and pages in the place of JSON. */
export async function upstreamAnswers(asking: Asking, client: Client): Promise<void> {
  const { canaries, stack } = asking;
  const [github = '', google = '', oidc = ''] = stack.upstreamUrls;
  const plant = (field: string) => canaries.plant('upstream', field);
  const answers = (path: string): Fault[] => [
    { path, body: Object.fromEntries(TOKEN_ANSWER.map((field) => [field, plant(field)])) },
    { path, status: 400, body: { error: 'invalid_grant', error_description: plant('why') } },
    { path, status: 400, body: { error: 'invalid_client', error_uri: plant('error_uri') } },
    {
      path,
      status: 401,
      headers: { 'www-authenticate': `Basic realm="${plant('realm')}"`, 'x-a': plant('a header') },
      body: { error: 'invalid_client', unheard_of: plant('unheard_of') },
    },
    { path, status: 500, body: `<html>${plant('a page')}</html>` },
    { path, body: `{"${plant('JSON that is none')}` },
    { path, status: 302, headers: { location: `https://${plant('elsewhere')}.example/` } },
  ];
  const providers = [
    { provider: 'github', as: 'ada', url: github, paths: ['/login/oauth/access_token', '/user'] },
    { provider: 'google', as: 'ada@example.com', url: google, paths: ['/oauth2/token'] },
    { provider: 'oidc', as: 'ada@example.com', url: oidc, paths: ['/oauth2/token'] },
  ];
  await Promise.all(
    providers.map(async ({ provider, as, url, paths }) => {
      for (const fault of paths.flatMap(answers)) {
        const person = asking.person();
        const login = await person.browser.open(requestOf(asking, client));
        const upstream = await person.chooseProvider(login, provider);
        await failNext(url, fault);
        await person.chooseAccount(upstream, as);
      }
    }),
  );
}
