const conjunction = new Intl.ListFormat('en');
const disjunction = new Intl.ListFormat('en', { type: 'disjunction' });

/** “GitHub and Google” */
export function and(words: readonly string[]): string {
  return conjunction.format(words);
}

/** “GitHub or Google” */
export function or(words: readonly string[]): string {
  return disjunction.format(words);
}

const number = new Intl.PluralRules('en');

/** The form of a verb for so many: “is” or “are”. */
export function verb(count: number, forms: { readonly one: string; readonly other: string }) {
  return number.select(count) === 'one' ? forms.one : forms.other;
}
