const conjunction = new Intl.ListFormat('de');
const disjunction = new Intl.ListFormat('de', { type: 'disjunction' });

/** „GitHub und Google“ */
export function and(words: readonly string[]): string {
  return conjunction.format(words);
}

/** „GitHub oder Google“ */
export function or(words: readonly string[]): string {
  return disjunction.format(words);
}

const number = new Intl.PluralRules('de');

/** The form of a verb for so many: „ist“ or „sind“. */
export function verb(count: number, forms: { readonly one: string; readonly other: string }) {
  return number.select(count) === 'one' ? forms.one : forms.other;
}
