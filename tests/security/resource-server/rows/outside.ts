/** Who is asked, and when they are away: RS-16 to RS-19, RS-28, RS-29. */
import { about, ASKING, TOLD } from '../runner/names.ts';
import type { TokenRow } from '../runner/row.ts';
import type { Stand } from '../runner/stand.ts';
import { down } from '../runner/world.ts';

const MINUTE = 60_000;
const STATIC = { 'jwt (static key)': 'It fetches no keys.' };
const NO_KEYS = { ...STATIC, ...about(TOLD, 'It fetches no keys.') };
const NO_LISTS = ['anyOf(jwt, github)', 'cached(jwt)', 'dpop(jwt)'] as const;
const ASKS_NOBODY = about(['jwt (static key)', 'custom'], 'It asks nobody.');

/** Many at once: said once where all came to the same. */
async function atOnce(on: Stand, tokens: readonly string[]): Promise<string> {
  return on.counting(async () => {
    const said = tokens.map((token) => on.say({ authorization: `Bearer ${token}` }));
    return [...new Set(await Promise.all(said))].join(' or ');
  });
}

function keysUrl({ subject, world }: Stand): string {
  return subject.name === 'google ID token' ? world.keyUrls.google : world.keyUrls.issuer;
}

/** A fresh verifier whose issuer answers this instead of its keys. */
function withKeys(answer: (keys: readonly object[]) => Response): TokenRow['run'] {
  return async (on) => {
    const url = keysUrl(on);
    const { keys } = on.world.issuer.documents.get(url) as { keys: object[] };
    on.world.replies.set(url, () => answer(keys));
    return on.present(await on.subject.token());
  };
}

const cold = { cold: true, requests: { 'google ID token': 1 } } as const;
const BROKEN: Readonly<Record<string, (keys: readonly object[]) => Response>> = {
  HTML: () => new Response('<!doctype html>'),
  'an empty set': () => Response.json({ keys: [] }),
  'a redirect': () =>
    new Response(null, { status: 302, headers: { location: 'https://evil.example.com/' } }),
  '20 megabytes': () => new Response('x'.repeat(20_000_000)),
  '10,000 keys': (keys) => Response.json({ keys: Array.from({ length: 10_000 }, () => keys[0]) }),
};

export const outside: readonly TokenRow[] = [
  {
    id: 'RS-16',
    attack: '200 tokens with unknown key ids at once, and another 200',
    expected: 'invalid token',
    requests: { ...about(['jwt (metadata)', 'google ID token'], 1), introspection: 400 },
    notFor: STATIC,
    async run(on) {
      on.world.now += 31_000;
      const kids = Array.from({ length: 400 }, (_, n) => `made-up-${n}`);
      const tokens = await Promise.all(kids.map((kid) => on.subject.jwt({ header: { kid } })));
      return on.counting(async () => {
        const first = await atOnce(on, tokens.slice(0, 200));
        const second = await atOnce(on, tokens.slice(200));
        const words = [first, second].map((said) => said.replace(/, \d+ requests?$/, ''));
        return [...new Set(words)].join(' or ');
      });
    },
  },
  {
    id: 'RS-17',
    attack: 'whoever is to be asked is down from the start: 20 requests at once',
    expected: 'unavailable',
    cold: true,
    requests: about([...ASKING, 'jwt (metadata)', 'google ID token'], 1),
    notFor: ASKS_NOBODY,
    async run(on) {
      on.world.failure = down;
      const token = await on.subject.token();
      return atOnce(
        on,
        Array.from({ length: 20 }, () => token),
      );
    },
  },
  {
    id: 'RS-17',
    attack: 'it is back: the next request after a second',
    expected: 'accepted',
    cold: true,
    requests: { ...about(ASKING, 1), 'google ID token': 1, 'jwt (metadata)': 2, 'status(jwt)': 3 },
    notFor: ASKS_NOBODY,
    async run(on) {
      on.world.failure = down;
      const token = await on.subject.token();
      for (let attempt = 0; attempt < 10; attempt += 1) {
        on.world.now += 1000;
        await on.present(token);
      }
      on.world.failure = undefined;
      on.world.now += 1000;
      return on.present(token);
    },
  },
  {
    id: 'RS-18',
    attack: 'the issuer is down, and its keys are 11 minutes old',
    expected: 'accepted',
    // They have nothing to go by; a status list says nothing about a token for so long.
    except: about([...ASKING, 'status(jwt)'], 'unavailable'),
    requests: { ...about([...ASKING, 'jwt (metadata)', 'google ID token'], 1), 'status(jwt)': 2 },
    notFor: { custom: 'It asks nobody.' },
    run: afterDown(11),
  },
  {
    id: 'RS-18',
    attack: 'the issuer is down, and its keys are 71 minutes old',
    expected: 'unavailable',
    requests: about([...ASKING, 'jwt (metadata)', 'google ID token'], 1),
    notFor: ASKS_NOBODY,
    run: afterDown(71),
  },
  ...Object.entries(BROKEN).map(
    ([what, answer]): TokenRow => ({
      id: 'RS-19',
      attack: `${what} in place of the keys`,
      expected: 'unavailable',
      ...cold,
      requests: { ...cold.requests, 'jwt (metadata)': 2 },
      notFor: NO_KEYS,
      run: withKeys(answer),
    }),
  ),
  {
    id: 'RS-19',
    attack: 'keys that cannot be used among the good ones',
    expected: 'accepted',
    ...cold,
    requests: { ...cold.requests, 'jwt (metadata)': 2, 'status(jwt)': 3 },
    notFor: NO_KEYS,
    run: withKeys((keys) => {
      const bad = [null, 1, {}, { kty: 'EC', crv: 'P-256', kid: 'bad', x: '!', y: '' }];
      return Response.json({ keys: [...bad, ...keys] });
    }),
  },
  {
    id: 'RS-28',
    attack: 'a token that was accepted, after its end',
    expected: 'invalid token',
    requests: about(ASKING, 1),
    async run(on) {
      const { iat } = on.subject.claims;
      const token = await on.subject.token({ claims: { exp: Number(iat) + 20 } });
      const before = await on.present(token);
      if (!before.startsWith('200')) return `before its end: ${before}`;
      on.world.now += 26_000;
      return on.present(token);
    },
  },
  {
    id: 'RS-28',
    attack: 'a token that was accepted, 11 minutes after its key was withdrawn',
    expected: 'invalid token',
    requests: about(['jwt (metadata)', 'google ID token'], 1),
    notFor: NO_KEYS,
    async run(on) {
      const token = await on.subject.token();
      await on.present(token);
      const { documents } = on.world.issuer;
      await on.world.issuer.rotate();
      documents.set(on.world.keyUrls.google, documents.get(on.world.keyUrls.issuer));
      on.world.now += 11 * MINUTE;
      return on.present(token);
    },
  },
  {
    id: 'RS-28',
    attack: 'two people in turn, 20 times at once',
    expected: 'accepted',
    requests: about(ASKING, 2),
    async run(on) {
      const people = await Promise.all(
        ['11', '22'].map((sub) => on.subject.token({ claims: { sub } })),
      );
      const tokens = Array.from({ length: 20 }, (_, n) => people[n % 2] ?? '');
      const said = await atOnce(on, tokens);
      const subjects = await Promise.all(people.map((token) => on.subjectOf(token)));
      return subjects.join() === '11,22' ? said : `${said}, as ${subjects.join()}`;
    },
  },
  {
    id: 'RS-21',
    attack: 'a token that was accepted and then revoked',
    expected: 'invalid token',
    requests: { ...about(ASKING, 1), 'status(jwt)': 1 },
    notFor: about(
      ['jwt (metadata)', 'jwt (static key)', 'google ID token', ...NO_LISTS],
      'It lives until it expires: nobody is asked about it.',
    ),
    async run(on) {
      const token = await on.subject.token();
      const before = await on.present(token);
      if (!before.startsWith('200')) return `before it was revoked: ${before}`;
      on.world.told.delete(token);
      on.world.statusList.set(1);
      // Verdicts are remembered for a minute at most, lists for five.
      on.world.now += 5 * MINUTE + 1;
      return on.present(token);
    },
  },
  {
    id: 'RS-29',
    attack: 'what it asks throws something that is no error',
    expected: 'unavailable',
    cold: true,
    requests: about([...ASKING, 'jwt (metadata)', 'google ID token'], 1),
    notFor: STATIC,
    async run(on) {
      on.world.failure = () => {
        // oxlint-disable-next-line no-throw-literal, typescript/only-throw-error -- That is the attack.
        throw undefined;
      };
      return on.present(await on.subject.token());
    },
  },
];

/** Nobody has answered for so many minutes. */
function afterDown(minutes: number): TokenRow['run'] {
  return async (on) => {
    on.world.failure = down;
    on.world.now += minutes * MINUTE;
    return on.present(await on.subject.token());
  };
}
