import parse from 'parse-prometheus-text-format';

export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  /** of histograms and summaries the number of observations */
  readonly value: number;
}

/** A metric, with everything that is known of it. */
export interface Family {
  readonly name: string;
  readonly type: string;
  readonly samples: readonly Sample[];
}

/**
 * What `/metrics` of an operations port says.
 *
 * @param operationsUrl origin of the port
 * @throws Error where it does not answer, or not in the text format of Prometheus
 */
export async function scrape(operationsUrl: string): Promise<Family[]> {
  const answer = await fetch(new URL('/metrics', operationsUrl));
  const text = await answer.text();
  if (!answer.ok) throw new Error(`/metrics: ${answer.status} ${text}`);
  // The parser makes one of the series of a histogram, unless nothing says that it is one. It then begins
  // anew at each line with another name, and those of a histogram take turns.
  const series = Map.groupBy(parse(text.replace(/^#.*\n/gm, '')), ({ name }) => name);
  return parse(text).map(({ name, type }) => {
    const found = series.get(name) ?? series.get(`${name}_count`) ?? [];
    const samples = found
      .flatMap(({ metrics }) => metrics)
      .map(({ labels = {}, value }) => ({ labels, value: Number(value) }));
    return { name, type: type.toLowerCase(), samples };
  });
}
