import { registrationAnswer } from '../../behaviour/actors/client.ts';
import { formTo } from '../../behaviour/actors/page.ts';
import type { Row } from '../runner/row.ts';
import type { Target } from '../runner/target.ts';
import { each, sayAnswer, sayPage, spelled } from '../runner/words.ts';

const PAGE = 'page 400 invalid_redirect_uri, no Location';

/** Loopback, in all ways that are allowed to programs. */
const HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/** The server's own authorization endpoint, with a request of the attacker's for another client. */
const REQUEST = '/auth?client_id=honest&redirect_uri=https%3A%2F%2Fclient.example%2Fcallback';

/** Its address, in all spellings by which a browser gets there. */
function spellings({ issuer }: Target): Record<string, string> {
  const { port } = new URL(issuer);
  return spelled(
    ...HOSTS.flatMap((host) => [
      `http://${host}:${port}${REQUEST}`,
      `HTTP://${host.toUpperCase()}:0${port}/callback/github?code=x`,
    ]),
  );
}

/** An answer that is led back to this server comes from itself, as far as a browser can tell. */
export const ownAddresses: readonly Row[] = [
  {
    id: 'RU-20',
    attack: 'registering an address of the server itself',
    expected: '400 invalid_redirect_uri',
    prepare: (on) =>
      Promise.resolve(() =>
        each(spellings(on), async (uri) =>
          sayAnswer(await registrationAnswer(on.issuer, { redirect_uris: [uri] })),
        ),
      ),
  },
  {
    id: 'RU-20',
    attack: 'a program’s redirect, whose port may vary, at the port of the server',
    expected: PAGE,
    async prepare(on) {
      const { port } = new URL(on.issuer);
      const asked = HOSTS.map(async (host) => {
        const client = await on.operatorClient({ redirect_uris: [`http://${host}${REQUEST}`] });
        const uri = `http://${host}:${port}${REQUEST}`;
        return [uri, client] as const;
      });
      const clients = new Map(await Promise.all(asked));
      return () =>
        each(spelled(...clients.keys()), async (uri) => {
          const client = clients.get(uri)!;
          const request = client.authorizationUrl({ redirect_uri: uri, prompt: 'none' });
          return sayPage(await on.stranger().browser.open(request), client);
        });
    },
  },
  {
    id: 'RU-20',
    attack: 'using an address of the server that was registered before that was refused',
    expected: PAGE,
    changes: 'clients changed',
    async prepare(on) {
      const client = await on.client();
      return () =>
        each(spellings(on), async (uri) => {
          const uris = JSON.stringify([client.redirectUri, uri]);
          await on.database.query(
            `UPDATE clients SET metadata = jsonb_set(metadata, '{redirect_uris}', $2) WHERE id = $1`,
            [client.clientId, uris],
          );
          const request = client.authorizationUrl({ redirect_uri: uri });
          return sayPage(await on.stranger().browser.open(request), client);
        });
    },
  },
  {
    id: 'RU-20',
    attack: 'going on with a request whose redirect is none any more: its page, its form',
    expected: 'page 400 stale_interaction, no Location',
    changes: 'clients changed',
    async prepare(on) {
      const client = await on.client();
      const consent = await on.ada.open(client.authorizationUrl());
      const form = formTo(consent, '/consent')!;
      return async () => {
        await on.database.query(
          `UPDATE clients SET metadata = jsonb_set(metadata, '{redirect_uris}', $2) WHERE id = $1`,
          [client.clientId, JSON.stringify(['https://client.example/another'])],
        );
        const { browser } = on.ada;
        return {
          page: sayPage(await browser.open(consent.url)),
          form: sayPage(await browser.submit(form, consent, [['decision', 'allow']])),
        };
      };
    },
  },
];
