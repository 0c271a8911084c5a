/** What the package, which has no types, makes of the text format of Prometheus. */
declare module 'parse-prometheus-text-format' {
  export interface Family {
    readonly name: string;
    readonly help: string;
    readonly type: 'COUNTER' | 'GAUGE' | 'HISTOGRAM' | 'SUMMARY' | 'UNTYPED';
    /** of histograms and summaries all labels together, and not as here */
    readonly metrics: readonly {
      readonly labels?: Readonly<Record<string, string>>;
      readonly value: string;
    }[];
  }

  /** @throws Error where the text is not in the format */
  export default function parse(text: string): Family[];
}
