/**
 * The pages as people mostly meet them, and as they are hardest to fit: what is measured and looked at.
 *
 * @module
 */
import {
  clients,
  ConsentPage,
  type ConsentPageProps,
  consentProps,
  everyRendering,
  renderPage,
  type Words,
} from './pages-of-auth.ts';

/** HTML in the words of a language. */
type Scene = (words: Words) => string;

/** A page about a client that asks for so many scopes. */
type Variant = (scopes: number) => Scene;

const brand = {
  name: 'Analytical Engines',
  support: 'mailto:help@engines.example',
  privacy: 'https://engines.example/privacy',
  terms: 'https://engines.example/terms',
};

/** One page of each kind of scope, in the order in which a request would hardly have fewer. */
const KINDS: readonly ConsentPageProps['scopes'][number][] = [
  scope('notes:read', 'Read your notes', 'view', { detail: 'Titles, text and attachments' }),
  scope('notes:write', 'Create and edit notes', 'change'),
  scope('notes:share', 'Share notes with other people', 'change', { checked: false }),
  scope('notes:delete', 'Delete notes', 'irreversible', { checked: false }),
];

function scope(
  name: string,
  description: string,
  kind: 'view' | 'change' | 'irreversible',
  more: Partial<ConsentPageProps['scopes'][number]> = {},
): ConsentPageProps['scopes'][number] {
  const optional = kind !== 'view';
  const before = { alreadyAllowed: false, leftOutBefore: false };
  return { name, description, kind, optional, checked: true, ...before, ...more };
}

function scopes(count: number): ConsentPageProps['scopes'] {
  return Array.from({ length: count }, (_, index) => {
    const kind = KINDS[index % KINDS.length]!;
    const round = Math.floor(index / KINDS.length);
    return round === 0 ? kind : { ...kind, name: `${kind.name}:${round}` };
  });
}

function consent(change: Partial<ConsentPageProps>): Variant {
  return (count) => (words) => {
    const props = { ...consentProps, scopes: scopes(count), identityScopes: [], ...change };
    return renderPage(ConsentPage, props, { words, brand });
  };
}
