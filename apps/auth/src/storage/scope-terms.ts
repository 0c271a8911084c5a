/**
 * The terms of scopes as they are stored: the words in the column `scopes`, which versions before read as
 * well, and the rest in `scope_terms`, which holds what the operator said and nothing else. What is missing
 * there was not said.
 *
 * @module
 */
import type { ScopeTerms } from '../protocol/resource.ts';
import { readStored, STORED_SCOPE_TERMS, storedTexts } from './stored.ts';

type Scopes = Readonly<Record<string, ScopeTerms>>;

/** The two columns, as JSON. */
export function storedScopes(scopes: Scopes): { readonly scopes: string; readonly terms: string } {
  const entries = Object.entries(scopes);
  const words = entries.map(([name, { description }]) => [name, description]);
  const terms = entries.map(([name, { detail, kind, kindGiven, required }]) => [
    name,
    { detail, ...(kindGiven && { kind }), ...(required && { required }) },
  ]);
  return {
    scopes: JSON.stringify(Object.fromEntries(words)),
    terms: JSON.stringify(Object.fromEntries(terms)),
  };
}

/**
 * What the two columns say together. A scope that stands in the first alone was written by a version
 * before: nothing but its words was said.
 *
 * @throws StoredShapeError
 */
export function scopesOf(row: { readonly scopes: unknown; readonly scope_terms: unknown }): Scopes {
  const words = storedTexts('resource', 'scopes', row.scopes);
  const said = readStored('resource', STORED_SCOPE_TERMS, row.scope_terms);
  return Object.fromEntries(
    Object.entries(words).map(([name, description]) => {
      const { detail, kind, required = false } = (Object.hasOwn(said, name) && said[name]) || {};
      const terms = {
        description,
        kind: kind ?? 'change',
        kindGiven: kind !== undefined,
        required,
      };
      return [name, detail === undefined ? terms : { ...terms, detail }];
    }),
  );
}
