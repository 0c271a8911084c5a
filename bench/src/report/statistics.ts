/** The middle one, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [upper = Number.NaN] = sorted.slice(middle);
  if (sorted.length % 2 === 1) return upper;
  const [lower = Number.NaN] = sorted.slice(middle - 1);
  return (lower + upper) / 2;
}
