/** What a command says of a fault: one sentence on what is wrong, and one on what to do. */
export interface Sentences {
  readonly message: string;
  readonly remedy: string;
}
