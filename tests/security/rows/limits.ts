import type { Answer } from '../../behaviour/actors/client.ts';
import type { Row } from '../runner/row.ts';
import type { Target } from '../runner/target.ts';
import { sayAnswer } from '../runner/words.ts';

/** More than the default of LIMIT_CLIENT_FAILURES allows from one address. */
const GUESSES = 25;

const REFRESH = { grant_type: 'refresh_token', refresh_token: 'x'.repeat(43) };

/** Guesses until it is refused, each from where `from` says. @returns the last answer */
async function guess(
  on: Target,
  clientId: string,
  from: (n: number) => string | undefined,
  headers: (n: number) => Record<string, string> = () => ({}),
): Promise<Answer> {
  const wrong = { ...REFRESH, client_id: clientId, client_secret: on.planted('guess') };
  for (let n = 1; n < GUESSES; n += 1) {
    const answer = await on.limited(from(n), wrong, headers(n));
    if (answer.status === 429) return answer;
  }
  return on.limited(from(GUESSES), wrong, headers(GUESSES));
}

function sayLimited(answer: Answer): string {
  const after = Number(answer.headers.get('retry-after')) > 0 ? ' with Retry-After' : '';
  return `${answer.status}${after}`;
}

/** Guesses that pretend to come from many places. */
function pretence(
  attack: string,
  from: (n: number) => string | undefined,
  headers?: (n: number) => Record<string, string>,
): Row {
  return {
    id: 'SE-08',
    attack,
    expected: '429 with Retry-After',
    async prepare(on) {
      const { clientId } = await on.confidential('client_secret_post');
      return async () => sayLimited(await guess(on, clientId, from, headers));
    },
  };
}

export const limits: readonly Row[] = [
  {
    id: 'TE-12',
    attack: `${GUESSES} guesses of a client's secret from one address`,
    expected: '429 with Retry-After, the client itself from elsewhere 400 invalid_grant',
    async prepare(on) {
      const { clientId, clientSecret } = await on.confidential('client_secret_post');
      return async () => {
        const refused = await guess(on, clientId, () => '203.0.113.7');
        const right = { ...REFRESH, client_id: clientId, client_secret: clientSecret };
        const elsewhere = await on.limited('203.0.113.8', right);
        return `${sayLimited(refused)}, the client itself from elsewhere ${sayAnswer(elsewhere)}`;
      };
    },
  },
  pretence('guesses from many addresses of one IPv6 /64', (n) => `2001:db8:0:1::${n.toString(16)}`),
  pretence(
    'guesses from one IPv4 address in several spellings',
    (n) => ['203.0.113.9', '::ffff:203.0.113.9', '::FFFF:203.0.113.9', '::ffff:cb00:7109'][n % 4],
  ),
  pretence('guesses from what is no address', (n) => ['a', '%', '1.2.3'][n % 3]),
  pretence(
    'guesses that bring an X-Forwarded-For of their own, where no proxy is trusted',
    () => undefined,
    (n) => ({ 'x-forwarded-for': `198.51.100.${n}`, forwarded: `for=198.51.100.${n}` }),
  ),
];
