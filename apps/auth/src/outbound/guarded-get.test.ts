import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createGuardedGet, type GuardedGet, type GuardedRequest } from './guarded-get.ts';
import { outcomeOf } from './testing/outcome.ts';
import {
  PUBLIC4,
  PUBLIC6,
  type SmallInternet,
  startSmallInternet,
} from './testing/small-internet.ts';

const HOST = 'assistant.example';
const IDN = 'xn--bcher-kva.example';

/** Far above what anything on loopback takes. */
const BOUNDS: GuardedRequest = { maxBytes: 5120, timeoutMs: 20_000 };

let internet: SmallInternet;
let guardedGet: GuardedGet;
beforeAll(async () => {
  internet = await startSmallInternet([HOST, IDN]);
  guardedGet = createGuardedGet({ ...internet.network, ownHost: 'auth.example' });
});
afterAll(() => internet.close());
beforeEach(() => {
  internet.names.means(HOST, { addresses: [PUBLIC4] });
  internet.answer((_request, response) => response.end('{}'));
});
afterEach(() => {
  internet.names.asked.length = 0;
  internet.dialled.length = 0;
  internet.requests.length = 0;
});

const get = (url: string, request: Partial<GuardedRequest> = {}) =>
  guardedGet(new URL(url), { ...BOUNDS, ...request });
/** The code of the refusal; the status where there is none. */
const outcome = (url: string, request?: Partial<GuardedRequest>) => outcomeOf(get(url, request));

test('asks a public host: one question for each family, one connection, by its name', async () => {
  const before = internet.sockets.accepted;
  const { status, headers, body } = await get(`https://${HOST}/client.json?x=1`);
  expect([status, headers.get('transfer-encoding'), body.toString()]).toEqual([200, null, '{}']);
  expect(internet.names.asked.toSorted()).toEqual([`A ${HOST}`, `AAAA ${HOST}`]);
  expect(internet.dialled).toEqual([PUBLIC4]);
  expect(internet.requests).toEqual([`${HOST} ${HOST} /client.json?x=1`]);
  expect(internet.sockets.accepted - before).toBe(1);
});

test('asks a host that has IPv6 alone, and one whose name is not in ASCII', async () => {
  internet.names.means(HOST, { addresses: [PUBLIC6] });
  expect(await outcome(`https://${HOST}/`)).toBe(200);
  expect(await outcome('https://bücher.example/')).toBe(200);
  expect(internet.requests).toEqual([`${HOST} ${HOST} /`, `${IDN} ${IDN} /`]);
});

describe('connects to nothing for', () => {
  const canary = () => internet.canary.connections;
  const nothing = async (url: string, code: string, request?: Partial<GuardedRequest>) => {
    const before = canary();
    expect(await outcome(url, request)).toBe(code);
    expect(internet.dialled).toEqual([]);
    expect(canary()).toBe(before);
  };

  test.each([
    'https://127.0.0.1/',
    'https://127.0.0.1./',
    'https://2130706433/',
    'https://017700000001/',
    'https://0x7f000001/',
    'https://0x7f.1/',
    'https://127.1/',
    'https://１２７.0.0.1/',
    'https://0/',
    'https://10.0.0.1/',
    'https://100.64.0.1/',
    'https://169.254.169.254/',
    'https://168.63.129.16/',
    'https://224.0.0.1/',
    'https://255.255.255.255/',
    'https://[::1]/',
    'https://[::]/',
    'https://[::127.0.0.1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[64:ff9b::127.0.0.1]/',
    'https://[64:ff9b::7f00:1]/',
    'https://[64:ff9b:1::7f00:1]/',
    'https://[2002:7f00:1::]/',
    'https://[2001:0:7f00:1::]/',
    'https://[fd00::1]/',
    'https://[fe80::1]/',
    'https://[fec0::1]/',
    'https://[ff02::1]/',
  ])('an address that is written out: %s', async (url) => {
    await nothing(url, 'address_not_public');
    expect(internet.names.asked).toEqual([]);
  });

  test.each([
    ['http', `http://${HOST}/`],
    ['a name and a password', `https://user:secret@${HOST}/`],
    ['a name', `https://user@${HOST}/`],
    ['another port', `https://${HOST}:8443/`],
    ['a dot at the end', `https://${HOST}./`],
    ['this server', 'https://auth.example/client.json'],
    ['loopback at a port', 'https://localhost:8443/'],
  ])('%s, and asks no name server', async (_what, url) => {
    await nothing(url, 'url_not_allowed');
    expect(internet.names.asked).toEqual([]);
  });

  test.each(['https://[fe80::1%25eth0]/', 'https://exa mple.com/', 'https:///', 'https://%00/'])(
    'what is no URL: %s',
    (url) => {
      expect(URL.canParse(url) && new URL(url).hostname !== '').toBe(false);
    },
  );

  test('a backslash, which is another host than it looks like', async () => {
    internet.names.means('evil.example', { addresses: ['127.0.0.1'] });
    await nothing(`https://evil.example\\@${HOST}/`, 'address_not_public');
  });

  test.each([
    ['loopback', ['127.0.0.1']],
    ['loopback of IPv6', ['::1']],
    ['a mapped address', ['::ffff:127.0.0.1']],
    ['a translated address', ['64:ff9b::7f00:1']],
    ['6to4', ['2002:7f00:1::1']],
    ['a private network', ['10.0.0.7']],
    ['metadata', ['169.254.169.254']],
    ['a public address and loopback', [PUBLIC4, '127.0.0.1']],
    ['loopback and a public address', ['127.0.0.1', PUBLIC4]],
    ['a public IPv4 and a private IPv6 address', [PUBLIC4, 'fd00::1']],
    ['a private IPv4 and a public IPv6 address', ['192.168.1.1', PUBLIC6]],
  ])('a name that means %s', async (_what, addresses) => {
    internet.names.means(HOST, { addresses });
    await nothing(`https://${HOST}/`, 'address_not_public');
  });

  test('a name that is an alias of such a one', async () => {
    internet.names.means(HOST, { alias: 'inside.example', addresses: ['127.0.0.1'] });
    await nothing(`https://${HOST}/`, 'address_not_public');
  });

  test.each(['metadata.google.internal', 'instance-data', 'localhost', 'a.localhost'])(
    'a name of the system or a cloud: %s',
    async (name) => {
      internet.names.means(name, { addresses: ['169.254.169.254', '127.0.0.1'] });
      await nothing(`https://${name}/`, 'address_not_public');
    },
  );

  test('a name that nobody has, and one that has no address', async () => {
    await nothing('https://nobody.example/', 'host_unknown');
    internet.names.means(HOST, {});
    await nothing(`https://${HOST}/`, 'host_unknown');
  });

  test('a name whose server is silent, within the time that there is', async () => {
    internet.names.means(HOST, 'silence');
    const began = performance.now();
    await nothing(`https://${HOST}/`, 'timed_out', { timeoutMs: 200 });
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});

test('a name that means loopback a moment later is connected to where it was judged', async () => {
  const before = internet.canary.connections;
  internet.names.means(HOST, { addresses: [PUBLIC4] }, { addresses: ['127.0.0.1'] });
  expect(await outcome(`https://${HOST}/`)).toBe(200);
  expect(internet.names.asked).toHaveLength(2);
  expect(internet.dialled).toEqual([PUBLIC4]);
  expect(await outcome(`https://${HOST}/`)).toBe('address_not_public');
  expect(internet.canary.connections).toBe(before);
});

test('silence about one family costs little where the other has answered', async () => {
  internet.names.means(HOST, { addresses: [PUBLIC4], silentAbout: 'AAAA' });
  expect(await outcome(`https://${HOST}/`)).toBe(200);
});

test('a redirect is an answer, and nothing is asked of where it leads', async () => {
  const before = internet.canary.connections;
  for (const status of [301, 302, 303, 307, 308]) {
    for (const location of ['https://127.0.0.1/', 'http://127.0.0.1/', `https://${HOST}/other`]) {
      internet.answer((_request, response) => response.writeHead(status, { location }).end('{}'));
      const received = await get(`https://${HOST}/`);
      expect([received.status, received.body.length]).toEqual([status, 0]);
    }
  }
  expect(new Set(internet.dialled)).toEqual(new Set([PUBLIC4]));
  expect(internet.requests.every((request) => request.endsWith(' /'))).toBe(true);
  expect(internet.canary.connections).toBe(before);
});

describe('where the operator named the host', () => {
  test.each(['10.1.2.3', '172.31.0.1', '192.168.1.1', '100.64.0.1', 'fd12:3456::1'])(
    'it may be at %s',
    async (address) => {
      internet.names.means(HOST, { addresses: [address] });
      // The canary is there, which speaks no TLS.
      expect(await outcome(`https://${HOST}/`, { mayBePrivate: true })).toBe('tls_failed');
      expect(internet.dialled).toEqual([address]);
      internet.dialled.length = 0;
      expect(await outcome(`https://${HOST}/`)).toBe('address_not_public');
      expect(internet.dialled).toEqual([]);
    },
  );

  test.each([
    '127.0.0.1',
    '::1',
    '0.0.0.0',
    '::',
    '169.254.1.1',
    '169.254.169.254',
    'fe80::1',
    'fd00:ec2::254',
    'fd20:ce::254',
    '100.100.100.200',
    '168.63.129.16',
    '224.0.0.1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '64:ff9b::a9fe:a9fe',
  ])('it is never at %s', async (address) => {
    internet.names.means(HOST, { addresses: [address] });
    expect(await outcome(`https://${HOST}/`, { mayBePrivate: true })).toBe('address_not_public');
    expect(await outcome(`https://${HOST}:8443/`, { mayBePrivate: true, asNamed: true })).toBe(
      'address_not_public',
    );
    expect(internet.dialled).toEqual([]);
  });

  test('it is asked at the port that they named, and a stranger’s is not', async () => {
    const { destination = () => ({ host: '127.0.0.1', port: 1 }) } = internet.network;
    const ports: number[] = [];
    const noting = createGuardedGet({
      ...internet.network,
      destination(address, port) {
        ports.push(port);
        return destination(address, port);
      },
    });
    const named = async (url: string, asNamed: boolean) =>
      outcomeOf(noting(new URL(url), { ...BOUNDS, asNamed }));
    expect(await named(`https://${HOST}:8443/`, true)).toBe(200);
    expect(await named(`https://${HOST}/`, true)).toBe(200);
    expect(ports).toEqual([8443, 443]);
    expect(await named(`https://${HOST}:8443/`, false)).toBe('url_not_allowed');
    expect(await named(`http://${HOST}/`, true)).toBe('url_not_allowed');
    expect(await named(`https://${HOST}./`, true)).toBe('url_not_allowed');
    expect(ports).toHaveLength(2);
  });
});
