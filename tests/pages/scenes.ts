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
  differs: Partial<ConsentPageProps['scopes'][number]> = {},
): ConsentPageProps['scopes'][number] {
  const optional = kind !== 'view';
  const before = { alreadyAllowed: false, leftOutBefore: false };
  return { name, description, kind, optional, checked: true, ...before, ...differs };
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

const stranger: NonNullable<ConsentPageProps['stranger']> = {
  days: 0,
  others: 0,
  orMore: false,
  mustVouch: true,
};

const ofDomain = clients['a described website']!;
const ofComputer = clients['a program on this computer']!;
const ofSite = clients['a website']!;

/** The ways in which an app can be known, each with its page. */
export const VARIANTS: Readonly<Record<string, Variant>> = {
  'an app of a verified domain': consent({ client: ofDomain }),
  'a program on this computer': consent({
    client: ofComputer,
    redirectUri: 'http://127.0.0.1:33418/callback',
  }),
  'an unverified web client': consent({ client: ofSite, stranger }),
  'one more permission': oneMore,
};

/** A client that has all but the last. */
function oneMore(count: number): Scene {
  const all = scopes(count);
  const asked = all.map((one, index) => ({ ...one, alreadyAllowed: index < all.length - 1 }));
  return consent({ client: ofDomain, scopes: asked, isStepUp: true })(0);
}

const SIXTY = 'Notizverwaltungsprogrammhersteller-Vereinigung von Oberbayern';
const UNBROKEN = 'N'.repeat(60);
const long = (name: string, change: Partial<ConsentPageProps> = {}) => ({
  client: { ...ofSite, name },
  resource: { name, uri: `https://${'quite-long-label.'.repeat(3)}notes.example/mcp` },
  user: { name, username: name, email: `${'long.'.repeat(10)}address@example.com` },
  stranger,
  ...change,
});

/** Names and hosts as long as they may be. */
export const LONG_NAMES: Readonly<Record<string, Scene>> = {
  'names of 60 letters': consent(long(SIXTY))(4),
  'names of 60 letters without a break': consent(long(UNBROKEN))(4),
  '34 scopes': consent({ client: ofSite, stranger })(34),
  'a host of four labels': consent({
    client: clients['a described website with a long host']!,
    resource: { name: 'Notes', uri: `https://${'another-long-label.'.repeat(9)}example/mcp` },
  })(4),
};

const rtl = consent({ client: clients['a client with a right-to-left name']! });
/** More of them, for where it matters which way texts run. */
export const MANY: Readonly<Record<string, Variant>> = { 'a right-to-left name': rtl };

/** Of every page, the states that look otherwise than others of it. */
const LOOKS = [
  'login: two providers, for an app',
  'login: three providers',
  'login: three emulated, for an app',
  'login: denied at GitHub',
  'login: again, somebody with everything',
  'hand-off: to GitHub',
  'already done: for Claude',
  'not admitted: somebody with everything, both ways, with a reference',
  'not admitted: somebody with everything, both ways, with somebody to ask',
  'consent: not available, beside others, with somebody to ask',
  'consent: not available, and nothing else',
  'consent: a website, too soon',
  'consent: a program on this computer, changed since',
  'consent: scopes: one that was left out and is asked for again',
  'consent: about the user alone: all of them',
  'consent: all hostile',
  'home: in production',
  'home: in production, somebody with everything',
  'home: in development',
  'home: in development, somebody with everything',
  'home: with a brand',
  'home: hostile',
];

/** One of each, and not one for each way to be asked for it. */
const KINDS_OF_PAGES = [
  /^connected: (a described website|a program on this computer|hostile)$/,
  /^declined: (a program on this computer, told at once|a website, about to be held|a website, held)$/,
  // One for each turn (pages/problems.ts).
  /^error: (stale_interaction|invalid_redirect_uri|client_disabled|unavailable|too_many_requests|not_found), with a reference$/,
  /^error: (stale_page|not_found|too_many_requests)$/,
  /^held error: invalid_scope, with a reference$/,
  /^held error: hostile$/,
];

/** Each by its name: a picture of each is looked at, and a test looks for what it lacks. */
export const SCENES: Readonly<Record<string, Scene>> = {
  ...Object.fromEntries(Object.entries(VARIANTS).map(([name, variant]) => [name, variant(4)])),
  ...LONG_NAMES,
  ...Object.fromEntries(
    everyRendering()
      .filter(({ name }) => LOOKS.includes(name) || KINDS_OF_PAGES.some((one) => one.test(name)))
      .map(({ name, html }) => [name, (words: Words) => html(words)]),
  ),
};
