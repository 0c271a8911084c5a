/** Guessing of secrets: by the clock, and by trying. */
import type { Row } from '../runner/row.ts';
import type { Target } from '../runner/target.ts';
import { basic, post } from './token-requests.ts';

const SAMPLES = 400;

const LAST = 'wrong in the last character';

export const guessing: readonly Row[] = [
  {
    id: 'TE-11',
    attack: `reading from the clock whether a secret is nearly right, or a client exists; ${SAMPLES} times each`,
    expected: 'no noticeable difference',
    async prepare(on) {
      const { clientId, clientSecret } = await on.confidential();
      const other = (letter: string) => (letter === 'A' ? 'B' : 'A');
      const classes = {
        'wrong from the first character': basic(
          clientId,
          other(clientSecret[0] ?? '') + clientSecret.slice(1),
        ),
        [LAST]: basic(clientId, clientSecret.slice(0, -1) + other(clientSecret.at(-1) ?? '')),
        'an unknown client': basic('x'.repeat(clientId.length), clientSecret),
      };
      return () => compare(on, classes);
    },
  },
];

/**
 * Times classes of requests in turn, so that whatever else the machine does meets all alike, and
 * compares each with the first. Where the same work is done, one is as often the slower as the other,
 * however loaded the machine: an effect size near 0. An unknown client is no secret (its id stands in
 * every authorization request) and costs a decryption less, so there only a multiple counts.
 */
async function compare(
  on: Target,
  classes: Readonly<Record<string, Readonly<Record<string, string>>>>,
): Promise<string> {
  const timed = Object.entries(classes).map(([name, headers]) => ({
    name,
    headers,
    times: [] as number[],
  }));
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const order = sample % 2 === 0 ? timed : timed.toReversed();
    for (const { headers, times } of order) times.push(await timeOf(on, headers));
  }
  const [{ times: base } = { times: [] }, ...others] = timed;
  const effects = others.map(({ name, times }) => ({
    name,
    delta: cliffsDelta(base, times),
    ratio: median(times) / median(base),
  }));
  const figures = effects.map(
    ({ name, delta, ratio }) =>
      `${name}: median × ${ratio.toFixed(2)}, Cliff’s delta ${delta.toFixed(2)}`,
  );
  process.stdout.write(`TE-11, median ${median(base).toFixed(2)} ms; ${figures.join('; ')}\n`);
  const noticed = effects.some(
    ({ name, delta, ratio }) =>
      ratio > 2 || ratio < 0.5 || (name === LAST && Math.abs(delta) > 0.2),
  );
  return noticed ? figures.join('; ') : 'no noticeable difference';
}

async function timeOf(on: Target, headers: Readonly<Record<string, string>>): Promise<number> {
  const began = performance.now();
  await post(on, { grant_type: 'refresh_token', refresh_token: 'x' }, headers);
  return performance.now() - began;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** How much more often a value of one class is the greater than the other way round, -1 to 1. */
function cliffsDelta(one: readonly number[], other: readonly number[]): number {
  const sum = one.reduce(
    (total, value) => total + other.reduce((inner, its) => inner + Math.sign(value - its), 0),
    0,
  );
  return sum / (one.length * other.length);
}
