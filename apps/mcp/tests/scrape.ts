/** One sample of the text format of Prometheus. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/**
 * Reads what a scrape answers, strictly: a line of another form is an error, and so is a sample whose
 * metric has no `HELP` and `TYPE` before it, or the same sample twice. No number (`NaN`) counts as 0.
 */
export function parseScrape(text: string): Sample[] {
  const told = new Map<string, Set<string>>();
  const seen = new Set<string>();
  const samples: Sample[] = [];
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const [, kind = '', about = ''] = /^# (HELP|TYPE) ([a-z_][a-z\d_]*) \S/.exec(line) ?? [];
    if (kind !== '') {
      told.set(about, (told.get(about) ?? new Set()).add(kind));
      continue;
    }
    const [, name = '', labels = '', value = ''] =
      /^([a-z_][a-z\d_]*)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    const metric = told.has(name) ? name : name.replace(/_(?:bucket|sum|count)$/, '');
    const key = `${name}{${labels}}`;
    const number = /^nan$/i.test(value) ? 0 : Number(value);
    if (value === '' || Number.isNaN(number) || told.get(metric)?.size !== 2 || seen.has(key)) {
      throw new Error(`not a sample: ${line}`);
    }
    seen.add(key);
    samples.push({ name, labels: readLabels(labels), value: number });
  }
  return samples;
}

function readLabels(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/([a-z_][a-z\d_]*)="((?:[^"\\]|\\.)*)"(?:,|$)/g)];
  if (pairs.map(([pair]) => pair).join('') !== text) throw new Error(`not labels: ${text}`);
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, value]));
}

/** What a metric has counted, by the values of one label; what is 0 is left out. */
export function countedBy(
  samples: readonly Sample[],
  name: string,
  label: string,
): Record<string, number> {
  const counted: Record<string, number> = {};
  for (const sample of samples) {
    const value = sample.labels[label];
    if (sample.name === name && sample.value > 0 && value !== undefined) {
      counted[value] = sample.value;
    }
  }
  return counted;
}

/** The value of one sample; undefined where there is none. */
export function valueOf(
  samples: readonly Sample[],
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined {
  const wanted = Object.entries(labels);
  const found = samples.filter(
    (sample) =>
      sample.name === name && wanted.every(([label, value]) => sample.labels[label] === value),
  );
  return found.length === 0 ? undefined : found.reduce((sum, { value }) => sum + value, 0);
}
