import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Provider } from 'oidc-provider';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startOwnTestServer } from '../testing/own-test-server.ts';
import type { TestServer } from '../testing/test-server.ts';

/** The library asks nobody (no-requests.ts). Each way by which it would is tried. */
let server: TestServer;
let provider: Provider;
beforeAll(async () => {
  server = await startOwnTestServer();
  provider = server.provider;
});
afterAll(() => server.close());
afterEach(() => vi.restoreAllMocks());

const ADDRESS = 'https://assistant.example/keys.json';

/** A client of the library's, past our rules for metadata. */
function clientWith(metadata: object) {
  const Client = provider.Client as unknown as new (metadata: object) => LibraryClient;
  const client = new Client({
    client_id: 'https://assistant.example/client.json',
    client_name: 'Assistant',
    redirect_uris: ['https://assistant.example/cb'],
    token_endpoint_auth_method: 'none',
  });
  return Object.assign(client, metadata);
}

interface LibraryClient {
  readonly asymmetricKeyStore: { refresh(): Promise<void> };
  backchannelLogout(sub: string, sid: string): Promise<unknown>;
  backchannelPing(request: object): Promise<unknown>;
}

test.each<[string, (client: LibraryClient) => Promise<unknown>, object]>([
  ['keys', (client) => client.asymmetricKeyStore.refresh(), { jwksUri: ADDRESS }],
  [
    'signing out',
    (client) => client.backchannelLogout('sub', 'sid'),
    { backchannelLogoutUri: ADDRESS },
  ],
  [
    'a ping',
    (client) =>
      client.backchannelPing({
        jti: 'x',
        kind: 'BackchannelAuthenticationRequest',
        params: { client_notification_token: 'x' },
      }),
    { backchannelClientNotificationEndpoint: ADDRESS, backchannelTokenDeliveryMode: 'ping' },
  ],
])('for %s', async (_what, ask, metadata) => {
  const fetched = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('asked'));
  const failure = await ask(clientWith(metadata)).catch((error: unknown) => [
    error,
    (error as Error).cause,
  ]);
  expect(String(failure)).toContain('the library asks nobody');
  expect(fetched).not.toHaveBeenCalled();
});

test('there is no other way: one function of the library makes requests, by what it was given', () => {
  const lib = join(dirname(fileURLToPath(import.meta.resolve('oidc-provider'))));
  const files = readdirSync(lib, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.js'),
  );
  const naming = (pattern: RegExp) =>
    files.filter((name) => pattern.test(readFileSync(join(lib, name), 'utf8'))).toSorted();
  expect(naming(/\.configuration\.fetch\(/)).toEqual(['helpers/fetch_request.js']);
  expect(naming(/globalThis\.fetch|[^.\w]fetch\(/)).toEqual(['helpers/defaults.js']);
  expect(naming(/from ['"](?:node:)?(?:https|net|tls|dns|http2|undici)['"/]/)).toEqual([]);
  expect(naming(/fetchRequest\(provider/)).toEqual([
    'helpers/client_id_metadata_document.js',
    'helpers/fetch_request.js',
    'helpers/sector_validate.js',
    'models/client.js',
  ]);
});
