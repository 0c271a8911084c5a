import { displaySentence } from '@gatehouse/display';
import { ClientIdentity, type ClientSummary, destinationInWords } from './client-summary.tsx';
import { Document } from './document.tsx';
import { useWords } from './words/in-words.ts';
import { Sign } from '@gatehouse/look/components';
import { Reference } from './reference.tsx';
import { clientHref } from './text/links.ts';

/** Codes that tell the user something useful (RFC 6749 §4.1.2.1, RFC 8707 §2), and all others. */
const HELD_ERROR_CODES = [
  'access_denied',
  'invalid_scope',
  'invalid_target',
  'server_error',
  'temporarily_unavailable',
  'other',
] as const;

export type HeldErrorCode = (typeof HELD_ERROR_CODES)[number];

export interface HeldErrorPageProps {
  /** a client that registered itself; the link of the page leads to its redirect */
  readonly client: ClientSummary;
  /** the standard's code (RFC 6749 §4.1.2.1) */
  readonly error: string;
  /** the client's redirect URI with the parameters of the error; never with a code */
  readonly target: string;
  /** what the client asked for and there is not, as it may be repeated */
  readonly resource?: string;
  /** see the error page's */
  readonly reference?: string;
}

/**
 * Shown instead of redirecting an error to a client that neither the operator nor the user has approved
 * (OAuth 2.1 §7.12.2). It says what went wrong and where the link leads. The browser stays here until
 * the user follows the link.
 *
 * @throws TypeError when the target is not one that a client may register
 */
export function HeldErrorPage(props: HeldErrorPageProps) {
  const words = useWords();
  const { client, error, target, resource, reference } = props;
  const href = clientHref(target);
  const { held } = words.errors;
  const { title, message } = held.errors[known(error)];
  const destination = <bdi>{displaySentence(destinationInWords(client.redirect, words))}</bdi>;
  return (
    <Document title={title}>
      <div class="sheet pad">
        <div class="stack">
          <h1>{title}</h1>
          <p>{message}</p>
        </div>
        <ClientIdentity client={client} />
        <section class="section" aria-labelledby="what-to-do">
          <h2 id="what-to-do">{words.whatToDo}</h2>
          <ul class="steps">
            <li>{held.connecting}</li>
            <li>{held.followedLink}</li>
          </ul>
        </section>
        <a class="button" href={href} rel="noreferrer">
          <span>{held.goTo({ destination })}</span>
          <Sign name="arrow" />
        </a>
        <dl class="small-print">
          <dt>{words.code}</dt>
          <dd>
            <code>{displaySentence(error)}</code>
          </dd>
          {resource !== undefined && (
            <>
              <dt>{held.askedFor}</dt>
              <dd>
                <code>{displaySentence(resource)}</code>
              </dd>
            </>
          )}
        </dl>
        <Reference text={reference} />
      </div>
    </Document>
  );
}

/** The code, where it has words of its own. */
function known(error: string): HeldErrorCode {
  return HELD_ERROR_CODES.find((code) => code === error) ?? 'other';
}
