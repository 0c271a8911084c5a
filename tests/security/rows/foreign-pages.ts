/** What a web page makes its visitors' browsers do, without their knowing. */
import type { Row } from '../runner/row.ts';
import { each, sayPage, spelled } from '../runner/words.ts';

export const foreignPages: readonly Row[] = [
  {
    id: 'AZ-21',
    attack: 'a form of a foreign page posts the request of a client that was allowed before',
    expected: 'consent page',
    changes: 'not compared',
    async prepare(on) {
      const client = await on.client();
      await on.issued({}, client);
      const { browser } = on.ada;
      const fields = [...client.authorizationUrl().searchParams];
      const evil = new URL('https://evil.example/');
      return async () =>
        sayPage(await browser.post(new URL('/auth', on.issuer), fields, {}, evil), client);
    },
  },
  {
    id: 'AZ-22',
    attack: 'a word that nobody knows beside prompt=none, to be silent and say nothing',
    expected: 'redirect invalid_request with state and iss',
    changes: 'not compared',
    async prepare(on) {
      const client = await on.operatorClient();
      await on.issued({}, client);
      return () =>
        each(
          spelled('none bogus', 'bogus none', 'none create', 'none select_account'),
          async (prompt) =>
            sayPage(await on.ada.browser.open(client.authorizationUrl({ prompt })), client),
        );
    },
  },
  {
    id: 'AZ-22',
    attack: 'words that nobody knows, to lose a demand to sign in or to be asked beside them',
    expected: 'login page; consent page',
    changes: 'not compared',
    async prepare(on) {
      const client = await on.client();
      await on.issued({}, client);
      return () =>
        each(
          spelled('bogus login', 'LOGIN', 'create', 'select_account consent'),
          async (prompt) => {
            const demand = client.authorizationUrl({ prompt });
            const consent = client.authorizationUrl({ prompt: 'bogus consent' });
            const { browser } = on.ada;
            const login = sayPage(await browser.open(demand), client);
            return `${login}; ${sayPage(await browser.open(consent), client)}`;
          },
        );
    },
  },
];
