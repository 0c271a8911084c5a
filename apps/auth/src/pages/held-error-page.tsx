import { Host, Sign, type StatusMarkProps, Thread } from '@gatehouse/look/components';
import { type ClientSummary, ShownName, siteOf } from './client-summary.tsx';
import { Outcome } from './outcome.tsx';
import { AppKnot } from './parties.tsx';
import { type AskedFor, ErrorDetails } from './error-details.tsx';
import { clientHref } from './text/links.ts';
import { useWords } from './words/in-words.ts';

const OF_THE_APP: StatusMarkProps = {
  first: 'cut',
  app: 'bad',
  glyph: { at: 'app', is: 'wrong' },
};
const OURS: StatusMarkProps = {
  first: 'cut',
  server: 'bad',
  glyph: { at: 'server', is: 'wrong' },
};
const REFUSED: StatusMarkProps = { first: 'open', glyph: { at: 'app', is: 'no' } };

/** Codes that tell the user something useful (RFC 6749 §4.1.2.1, RFC 8707 §2), and all others. */
const MARKS = {
  access_denied: REFUSED,
  invalid_scope: OF_THE_APP,
  invalid_target: OF_THE_APP,
  server_error: OURS,
  temporarily_unavailable: OURS,
  other: OF_THE_APP,
} as const;

export type HeldErrorCode = keyof typeof MARKS;

export interface HeldErrorPageProps {
  /** a client that registered itself; the link of the page leads to its redirect */
  readonly client: ClientSummary;
  /** the standard's code (RFC 6749 §4.1.2.1) */
  readonly error: string;
  /** the client's redirect URI with the parameters of the error; never with a code */
  readonly target: string;
  readonly asked?: AskedFor;
  /** see the error page's */
  readonly reference?: string;
}

/**
 * Shown instead of redirecting an error to a client that neither the operator nor the user has approved
 * (OAuth 2.1 §7.12.2). It says what went wrong, who asks, and where the link leads. The browser stays here
 * until the user follows the link.
 *
 * @throws TypeError when the target is not one that a client may register
 */
export function HeldErrorPage(props: HeldErrorPageProps) {
  const words = useWords();
  const { client, error, target, asked, reference } = props;
  const href = clientHref(target);
  const { held } = words.errors;
  const code = known(error);
  const { title, message } = held.errors[code];
  return (
    <Outcome
      mark={MARKS[code]}
      title={title}
      message={message({ app: <ShownName client={client} /> })}
      reference={reference}
    >
      <Thread>
        <AppKnot client={client} loose />
      </Thread>
      <div class="stack">
        <a class="button button-wide" href={href} rel="noreferrer">
          <span>{held.tell({ destination: <Host host={siteOf(client)} /> })}</span>
          <Sign name="arrow" />
        </a>
        <p class="quiet">{held.learns}</p>
      </div>
      <ErrorDetails
        forMakers={MARKS[code] === OF_THE_APP}
        code={error}
        {...(asked !== undefined && { asked })}
      />
    </Outcome>
  );
}

/** The code, where it has words of its own. */
function known(error: string): HeldErrorCode {
  return Object.hasOwn(MARKS, error) ? (error as HeldErrorCode) : 'other';
}
