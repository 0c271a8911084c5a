/** Who is told of what an operator has to look at. */
export interface Log {
  warn(figures: object, sentence: string): void;
}
