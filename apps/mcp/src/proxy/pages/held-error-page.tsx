import { displaySentence } from '@gatehouse/display';
import { Fact, Facts, Fold, Sign, type StatusMarkProps, Thread } from '@gatehouse/look/components';
import { Outcome } from './document.tsx';
import { AppKnot, AppName, Destination, type ShownClient } from './parties.tsx';
import { useWords } from './setting.tsx';

export interface HeldErrorPageProps {
  readonly client: ShownClient & { readonly id: string };
  /** the code of RFC 6749 §4.1.2.1 */
  readonly error: string;
  /** the redirect URI with the parameters of the error; it never contains an authorization code */
  readonly target: string;
  readonly reference?: string | undefined;
}

interface HeldError {
  readonly status: number;
  readonly words: 'denied' | 'failed' | 'broken';
}

const BROKEN: HeldError = { status: 400, words: 'broken' };

/** The errors with words of their own. All others are faults of the client. */
const ERRORS: ReadonlyMap<string, HeldError> = new Map([
  ['access_denied', { status: 200, words: 'denied' }],
  ['server_error', { status: 502, words: 'failed' }],
]);

const MARKS: Readonly<Record<HeldError['words'], StatusMarkProps>> = {
  denied: { first: 'open', glyph: { at: 'app', is: 'no' } },
  failed: { second: 'cut', server: 'bad', glyph: { at: 'server', is: 'wrong' } },
  broken: { first: 'cut', app: 'bad', glyph: { at: 'app', is: 'wrong' } },
};

/** HTTP status of the page about an error. */
export function statusOfHeldError(error: string): number {
  return (ERRORS.get(error) ?? BROKEN).status;
}

/**
 * The page for an error of a client that nobody has checked (OAuth 2.1 §7.12.2). It says what went wrong,
 * who asks, and where the link leads. The browser leaves only when the user follows the link.
 */
export function HeldErrorPage({ client, error, target, reference }: HeldErrorPageProps) {
  const { held, technical } = useWords();
  const which = (ERRORS.get(error) ?? BROKEN).words;
  const { title, message } = held[which];
  return (
    <Outcome
      title={title}
      mark={MARKS[which]}
      message={message({ app: <AppName {...client} /> })}
      reference={reference}
    >
      <Thread>
        <AppKnot client={client} loose />
      </Thread>
      <div class="stack">
        <a class="button button-wide" href={target} rel="noreferrer">
          <span>{held.tell({ destination: <Destination {...client} /> })}</span>
          <Sign name="arrow" />
        </a>
        <p class="quiet">{which === 'denied' ? held.learnsOfNo : held.learnsOfError}</p>
      </div>
      {which !== 'denied' && (
        <Fold summary={which === 'broken' ? technical.forMakers : technical.details}>
          <Facts>
            <Fact label={technical.error}>
              <code>{displaySentence(error)}</code>
            </Fact>
            <Fact label={technical.clientId}>
              <code>{displaySentence(client.id)}</code>
            </Fact>
          </Facts>
        </Fold>
      )}
    </Outcome>
  );
}
