import { registrationAnswer } from '../../behaviour/actors/client.ts';
import { formBodies, jsonBodies } from '../../behaviour/actors/hostile-bodies.ts';
import type { Row } from '../runner/row.ts';
import type { Target } from '../runner/target.ts';
import { each, sayAnswer, spelled } from '../runner/words.ts';

const REDIRECTS = '"redirect_uris":["https://client.example/callback"]';

/** Registers with more members, as they stand in JSON. */
async function register(on: Target, members: string): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const body = `{${REDIRECTS},${members}}`;
  return sayAnswer(await on.send('/reg', { method: 'POST', headers, body }));
}

const deep = (levels: number) => `"x":${'['.repeat(levels)}${']'.repeat(levels)}`;

export const registrations: readonly Row[] = [
  {
    id: 'RU-18',
    attack: 'registering a scheme that a system or a browser handles itself',
    expected: '400 invalid_redirect_uri',
    stock: 'red',
    prepare: (on) =>
      Promise.resolve(() =>
        each(
          spelled(
            'search-ms:query=x&crumb=location:%5C%5Cevil.example',
            'ms-msdt:/id',
            'ms-officecmd:x',
            'tel:1',
            'mailto:a@client.example',
            'shell:startup',
            'intent://x#Intent;end',
            'itms-services://?action=download-manifest',
            'chrome://settings',
            'ssh://client.example',
          ),
          async (uri) =>
            sayAnswer(
              await registrationAnswer(on.issuer, {
                redirect_uris: [uri],
                application_type: 'native',
              }),
            ),
        ),
      ),
  },
  {
    id: 'DC-11',
    attack: 'text that the database cannot hold, in a value and in a name',
    expected: '400 invalid_client_metadata',
    prepare: (on) =>
      Promise.resolve(() =>
        each(
          {
            surrogate: '"client_name":"\\ud800"',
            'surrogate in a list': '"contacts":["\\udfff"]',
            NUL: '"software_id":"a\\u0000b"',
            name: '"\\ud800":1',
          },
          (members) => register(on, members),
        ),
      ),
  },
  {
    id: 'DC-12',
    attack: 'metadata nested six thousand and twenty thousand levels deep',
    expected: '400 invalid_client_metadata',
    prepare: (on) =>
      Promise.resolve(() =>
        each({ six: deep(6_000), twenty: deep(20_000) }, (members) => register(on, members)),
      ),
  },
  {
    id: 'DC-13',
    attack: '48 KB of metadata: one text, three thousand members, addresses of people',
    expected: '400 invalid_client_metadata',
    prepare: (on) =>
      Promise.resolve(() =>
        each(
          {
            text: `"client_name":"${'x'.repeat(48 * 1024)}"`,
            members: Array.from({ length: 3_000 }, (_, n) => `"m${n}":${n}`).join(),
            contacts: `"contacts":${JSON.stringify(Array.from({ length: 2_000 }, (_, n) => `${n}@client.example`))}`,
          },
          (members) => register(on, members),
        ),
      ),
  },
  {
    id: 'TE-17',
    attack: 'bodies that are no UTF-8, mislabelled, endless or full of fields, at every endpoint',
    expected: 'a client error or success in JSON',
    changes: 'not compared',
    prepare: (on) =>
      Promise.resolve(() => {
        const form = { type: 'application/x-www-form-urlencoded', bodies: formBodies('token=x') };
        const json = { type: 'application/json', bodies: jsonBodies(REDIRECTS) };
        const endpoints = {
          '/token': form,
          '/token/revocation': form,
          '/token/introspection': form,
          '/me': form,
          '/reg': json,
        };
        return each(spelled(...Object.keys(endpoints)), async (path) => {
          const { type, bodies } = endpoints[path as keyof typeof endpoints];
          const wrong: string[] = [];
          for (const [what, { body, headers }] of Object.entries(bodies)) {
            const init = { method: 'POST', body, headers: { 'content-type': type, ...headers } };
            const { status, headers: answered } = await on.send(path, init);
            const isJson = answered.get('content-type')?.startsWith('application/json');
            if (status >= 500 || !isJson) wrong.push(`${what}: ${status}`);
          }
          return wrong.join() || 'a client error or success in JSON';
        });
      }),
  },
];
