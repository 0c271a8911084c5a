/**
 * What the replicas have counted, together.
 *
 * @param operationsUrls of the replicas
 * @param name of the counter, as Prometheus has it
 * @returns a figure for each combination of labels, such as `outcome="committed"`
 */
export async function countersOf(
  operationsUrls: readonly string[],
  name: string,
): Promise<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const url of operationsUrls) {
    const answer = await fetch(`${url}/metrics`);
    const line = new RegExp(`^${name}\\{(.*)\\} (\\d+)$`, 'gm');
    for (const [, labels = '', count] of (await answer.text()).matchAll(line)) {
      sums[labels] = (sums[labels] ?? 0) + Number(count);
    }
  }
  return sums;
}
