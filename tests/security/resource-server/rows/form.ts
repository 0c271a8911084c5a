/** How tokens and headers are spelt: RS-20 to RS-22, RS-27. */
import { createHash } from 'node:crypto';
import { encoded, partsOf } from '../runner/forge.ts';
import { about, ASKING } from '../runner/names.ts';
import type { TokenRow } from '../runner/row.ts';
import type { Headers } from '../runner/answer.ts';
import type { Subject } from '../subjects/subject.ts';
import { forging } from './spellings.ts';

const requests = { introspection: 1 };

/** A JWT in whose signature standard base64 would look different. */
async function withDash({ jwt }: Subject): Promise<string> {
  for (;;) {
    const token = await jwt();
    if (/[-_]/.test(partsOf(token).segments[2])) return token;
  }
}

/** The last character with other bits where none count. */
function otherBits(token: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = alphabet.indexOf(token.at(-1) ?? '');
  return `${token.slice(0, -1)}${alphabet[last ^ 1]}`;
}

/** Requests that each show a token of their own. */
function showing(headers: (token: string) => Record<string, Headers>): TokenRow['run'] {
  return async (on) => {
    const seen: Record<string, string> = {};
    for (const name of Object.keys(headers(''))) {
      const token = await on.subject.token();
      seen[name] = await on.request(headers(token)[name] ?? {});
    }
    return seen;
  };
}

const authorization = (value: string | readonly string[]): Headers => ({ authorization: value });

export const form: readonly TokenRow[] = [
  {
    id: 'RS-20',
    attack: 'padding, standard base64, two, four and five segments, empty ones',
    expected: 'invalid token',
    requests,
    run: forging((of, good) => {
      const [head, body, signature] = partsOf(good).segments;
      return {
        padding: `${good}=`,
        'standard base64': async () => {
          const token = await withDash(of);
          return `${token.slice(0, token.lastIndexOf('.'))}.${partsOf(token)
            .segments[2].replaceAll('-', '+')
            .replaceAll('_', '/')}`;
        },
        two: `${head}.${body}`,
        four: `${good}.${signature}`,
        five: `${good}.${body}.${signature}`,
        'no header': `.${body}.${signature}`,
        'no payload': `${head}..${signature}`,
        'other unused bits in the header': `${otherBits(head)}x.${body}.${signature}`,
      };
    }),
  },
  {
    id: 'RS-20',
    attack: 'JSON serialization, white space inside, quotes',
    expected: 'invalid request',
    run: forging((_of, good) => {
      const [head, payload, signature] = partsOf(good).segments;
      return {
        flattened: JSON.stringify({ protected: head, payload, signature }),
        general: JSON.stringify({ payload, signatures: [{ protected: head, signature }] }),
        space: `${head}. ${payload}.${signature}`,
        tab: `${head}.${payload}\t.${signature}`,
        quotes: `"${good}"`,
      };
    }),
  },
  {
    id: 'RS-21',
    attack: 'another spelling of a token that was accepted a moment ago',
    expected: 'invalid token',
    requests: about(ASKING, 1),
    async run(on) {
      const good = await on.subject.token();
      await on.present(good);
      // An opaque token has no second spelling: it is another token, and unknown.
      return on.present(otherBits(good));
    },
  },
  {
    id: 'RS-22',
    attack: 'tokens of 9,000 and 12,000 characters',
    expected: 'invalid token',
    // A function of one’s own, and what asks about texts: the form alone is checked.
    run: forging((_of, good) => ({
      9000: `${good}${'A'.repeat(9000 - good.length)}`,
      12_000: `${good}${'A'.repeat(12_000 - good.length)}`,
      opaque: createHash('sha512').update(good).digest('hex').repeat(80),
    })),
  },
  {
    id: 'RS-22',
    attack: 'headers of 20 and 60 thousand characters',
    expected: 'too large',
    run: forging((_of, good) => ({
      20: `${good}${'A'.repeat(20_000)}`,
      60: `${good}${'A'.repeat(60_000)}`,
    })),
  },
  {
    id: 'RS-22',
    attack: 'JSON 2,000 levels deep, members that come twice, hundreds of claims',
    expected: 'invalid token',
    requests,
    run: forging((_of, good) => {
      const { claims, segments } = partsOf(good);
      const [head, body, signature] = segments;
      const twice = `{"iss":"https://evil.example.com",${JSON.stringify(claims).slice(1)}`;
      const many = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`c${n}`, n]));
      return {
        deep: `${head}.${encoded(`${'['.repeat(2000)}${']'.repeat(2000)}`)}.${signature}`,
        'deep header': `${encoded(`{"alg":${'['.repeat(2000)}`)}.${body}.${signature}`,
        twice: `${head}.${encoded(twice)}.${signature}`,
        many: `${head}.${encoded({ ...many, ...claims })}.${signature}`,
      };
    }),
  },
  {
    id: 'RS-27',
    attack: 'bearer, BEARER and two spaces, which are the same',
    expected: 'accepted',
    requests: about(ASKING, 1),
    run: showing((token) => ({
      bearer: authorization(`bearer ${token}`),
      BEARER: authorization(`BEARER  ${token}`),
    })),
  },
  {
    id: 'RS-27',
    attack:
      'no header, an empty one, Basic, another scheme, a token without one, nothing behind the scheme',
    expected: 'no token',
    run: showing((token) => ({
      none: {},
      empty: authorization(''),
      Basic: authorization('Basic YTpi'),
      Bearerx: authorization(`Bearerx ${token}`),
      'without scheme': authorization(`${token}x`),
      nothing: authorization('Bearer'),
      'a space': authorization('Bearer '),
      comma: authorization(`Bearer, ${token}`),
      'two without': authorization(['Bearer', 'Basic YTpi']),
      'another header': { 'x-authorization': `Bearer ${token}` },
    })),
  },
  {
    id: 'RS-27',
    attack: 'two headers, two tokens, junk behind, Latin-1',
    expected: 'invalid request',
    run: showing((token) => ({
      'two headers': authorization([`Bearer ${token}`, `Bearer ${token}`]),
      'two schemes': authorization(['Basic YTpi', `Bearer ${token}`]),
      'two tokens': authorization(`Bearer ${token}, Bearer ${token}`),
      junk: authorization(`Bearer ${token} x`),
      'Latin-1': authorization(`Bearer ${token}\u00e9`),
      'two schemes in one': authorization(`Basic YTpi, Bearer ${token}`),
    })),
  },
  {
    id: 'RS-27',
    attack: 'a token in the URL',
    expected: 'invalid request',
    async run(on) {
      const token = await on.subject.token();
      return {
        alone: await on.request({}, `/?access_token=${token}`),
        'and in the header': await on.present(token, `/?x=1&access_token=${token}`),
      };
    },
  },
];
