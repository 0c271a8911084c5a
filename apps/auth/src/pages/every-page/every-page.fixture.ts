import type { Words } from '../words/words.ts';
import { consentPages } from './consent.fixture.ts';
import { connectedPages, declinedPages } from './decided.fixture.ts';
import { errorPages, heldErrorPages } from './errors.fixture.ts';
import { homePages } from './home.fixture.ts';
import type { Rendering } from './rendering.fixture.ts';
import { alreadyDonePages, handOffPages, loginPages, notAdmittedPages } from './sign-in.fixture.ts';

/**
 * Every page in every state, with every length of a list, and with hostile text wherever a text may come
 * from outside.
 */
export function everyRendering(): readonly Rendering[] {
  return [
    ...loginPages(),
    ...consentPages(),
    ...connectedPages(),
    ...declinedPages(),
    ...handOffPages(),
    ...alreadyDonePages(),
    ...errorPages(),
    ...notAdmittedPages(),
    ...heldErrorPages(),
    ...homePages(),
  ];
}

/** The HTML of each, by its name. */
export function everyPage(words: Words): Record<string, string> {
  const pages = everyRendering().map(({ name, html }) => [name, html(words)] as const);
  const byName = Object.fromEntries(pages);
  if (Object.keys(byName).length < pages.length) throw new Error('two renderings have one name');
  return byName;
}
