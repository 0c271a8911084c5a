import { displayName } from '@gatehouse/display';
import { Sign, StatusMark } from '@gatehouse/look/components';
import type { ScopeKind } from '../protocol/resource.ts';
import { BackTo } from './back-to.tsx';
import { type ClientSummary, ShownName } from './client-summary.tsx';
import { type ConsentTerm, TermLine } from './consent-term.tsx';
import { Document } from './document.tsx';
import { forwardTarget } from './text/links.ts';
import { type ShownUser, userName } from './user.tsx';
import { useWords } from './words/in-words.ts';

export interface ConnectedPageProps {
  /** where the answer is fetched: a path on this origin, or an http or https address; never one with a code */
  readonly target: string;
  readonly client: ClientSummary;
  /** what the server is called; absent where the client only asked who the user is */
  readonly server?: string;
  readonly user: ShownUser;
  /** of all that the client may do there now, each once, in the order of `SCOPE_KINDS` */
  readonly kinds: readonly ScopeKind[];
  readonly term: ConsentTerm;
}

/**
 * Answers *Allow*, and leads on to where the client gets its answer. Browsers apply `form-action` to all
 * redirects of a post, so the post is answered with 200, and a refresh begins a new navigation. Where that
 * opens an app, this page is what stays in the tab.
 *
 * @throws TypeError when the target is not one that a page may forward to
 */
export function ConnectedPage({ target, client, term, ...who }: ConnectedPageProps) {
  const { consent } = useWords();
  const { connected } = consent;
  const href = forwardTarget(target);
  return (
    <Document title={connected.title} width="narrow" forwardTo={href}>
      <div class="sheet pad">
        <StatusMark
          app="good"
          server="good"
          person="good"
          first="good"
          second="good"
          glyph={{ at: 'server', is: 'check' }}
        />
        <div class="stack">
          <h1>
            {connected.heading({ closeTab: <span class="together">{connected.closeTab}</span> })}
          </h1>
          <p class="lede">
            <WhatItMay client={client} {...who} />
          </p>
        </div>
        <div class="stack">
          <a class="button button-wide" href={href}>
            <BackTo redirect={client.redirect} />
            <Sign name="arrow" />
          </a>
          <p class="quiet">{connected.byItself}</p>
        </div>
        <TermLine term={term} />
      </div>
    </Document>
  );
}

type WhoMay = Pick<ConnectedPageProps, 'client' | 'server' | 'user' | 'kinds'>;

function WhatItMay({ client, server: name, user: who, kinds }: WhoMay) {
  const { consent, you } = useWords();
  const { connected } = consent;
  const app = <ShownName client={client} />;
  const user = <bdi>{userName(who) ?? you}</bdi>;
  if (name === undefined) return <>{connected.knowsYou({ app, user })}</>;
  const server = <bdi>{displayName(name, consent.someServer)}</bdi>;
  return kinds.length === 0 ? (
    <>{connected.canDoNothing({ app, server })}</>
  ) : (
    <>{connected.canUse({ app, server, user, kinds })}</>
  );
}
