import { expect, test } from 'vitest';
import { estimate, median, sequence } from './statistics.ts';

const random = sequence(42);

/** Normally distributed around 0 (Box and Muller). */
const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Ratios of paired rounds, as a busy machine gives them: one in ten goes wrong altogether. */
const ratios = (truth: number, rounds: number) =>
  Array.from({ length: rounds }, () => {
    const isDisturbed = random() < 0.1;
    return truth * Math.exp(normal() * (isDisturbed ? 0.5 : 0.05));
  });

test('the median is the middle one, or between the two in the middle', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(median([])).toBeNaN();
});

test('the interval holds the true ratio in about 95 of 100 runs', () => {
  const runs = Array.from({ length: 200 }, () => estimate(ratios(1.3, 30)));
  const holding = runs.filter(({ interval: [low, high] = [0, 0] }) => low <= 1.3 && 1.3 <= high);
  expect(holding.length / runs.length).toBeGreaterThan(0.92);
  expect(holding.length / runs.length).toBeLessThan(0.985);
});

test('a difference that is there is seen, and more rounds narrow the interval', () => {
  const width = ([low, high]: readonly [number, number] = [0, 0]) => high - low;
  const [few, many] = [estimate(ratios(1.1, 10)), estimate(ratios(1.1, 160))];
  expect(many.interval?.[0]).toBeGreaterThan(1);
  expect(width(many.interval)).toBeLessThan(width(few.interval) / 2);
});

test('rounds that went wrong altogether move nothing', () => {
  const values = Array.from({ length: 30 }, (_, index) => 1 + (index % 5) / 1000);
  const { median: middle, interval } = estimate([...values, 0.01, 50, 80]);
  expect(middle).toBeCloseTo(1.002, 3);
  expect(interval?.[0]).toBeGreaterThan(0.999);
  expect(interval?.[1]).toBeLessThan(1.005);
});

test('the same values give the same interval', () => {
  const values = ratios(1, 20);
  expect(estimate(values)).toEqual(estimate(values));
});

test('of a few values nothing is said about how far they scatter', () => {
  expect(estimate([1, 2, 3])).toEqual({ median: 2 });
});
