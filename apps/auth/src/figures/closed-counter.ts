import { Counter, type Registry } from '@prometheus-io/client';

/** Names of labels, each with every value that it may have. */
type ClosedLabels = Readonly<Record<string, readonly string[]>>;

/** One value for each label. */
type LabelsOf<Labels extends ClosedLabels> = {
  readonly [Name in keyof Labels]: Labels[Name][number];
};

export interface ClosedCounter<Labels extends ClosedLabels> {
  inc(labels: LabelsOf<Labels>, value?: number): void;
}

/**
 * A counter whose labels have no values but these. Every series is there from the start, at zero: the
 * first event is then an increase, which it is not for Prometheus where a series begins with 1.
 */
export function closedCounter<const Labels extends ClosedLabels>(
  registry: Registry,
  { name, help, labels }: { readonly name: string; readonly help: string; readonly labels: Labels },
): ClosedCounter<Labels> {
  const labelNames = Object.keys(labels);
  const counter = new Counter({ name, help, labelNames, registers: [registry] });
  for (const combination of combinations(labels)) counter.inc(combination, 0);
  return counter;
}

/** Every way to give each label one of its values. */
function combinations(labels: ClosedLabels): Record<string, string>[] {
  return Object.entries(labels).reduce<Record<string, string>[]>(
    (before, [name, values]) =>
      before.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
}
