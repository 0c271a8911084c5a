/** “GitHub or Google” */
export function orList(words: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(words);
}

/** “GitHub and Google” */
export function andList(words: readonly string[]): string {
  return new Intl.ListFormat('en').format(words);
}
