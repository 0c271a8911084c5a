/** The middle one, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  return middle([...values].sort((a, b) => a - b));
}

/** What is estimated, and where it may lie. */
export interface Estimate {
  readonly median: number;
  /** bounds of the 95 % interval; absent where there are too few values to say */
  readonly interval?: readonly [low: number, high: number];
}

/** Fewer values than these do not tell how far they scatter. */
const FEWEST = 10;
const RESAMPLES = 2_000;

/**
 * The median with its 95 % interval, by the bootstrap (percentiles of the medians of resamples, Efron
 * 1979): no assumption about how the values scatter, and a few that went wrong move nothing. The
 * resamples are drawn with a fixed seed, so that the same values give the same interval.
 */
export function estimate(values: readonly number[]): Estimate {
  if (values.length < FEWEST) return { median: median(values) };
  const random = sequence(1);
  const medians = new Float64Array(RESAMPLES);
  const resample = new Float64Array(values.length);
  for (let index = 0; index < RESAMPLES; index += 1) {
    for (let at = 0; at < resample.length; at += 1) {
      resample[at] = values[Math.floor(random() * values.length)] as number;
    }
    medians[index] = middle(resample.sort());
  }
  medians.sort();
  const quantile = (share: number) => medians[Math.round(share * (RESAMPLES - 1))] as number;
  return { median: median(values), interval: [quantile(0.025), quantile(0.975)] };
}

/** Numbers from 0 up to 1 that look random and are the same each time (mulberry32). */
export function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function middle(sorted: ArrayLike<number>): number {
  const { length } = sorted;
  const [lower, upper] = [sorted[Math.ceil(length / 2) - 1], sorted[Math.floor(length / 2)]];
  return ((lower ?? Number.NaN) + (upper ?? Number.NaN)) / 2;
}
