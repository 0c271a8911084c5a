import { destinationInWords, displaySentence } from '@gatehouse/display';
import { ClientIdentity, type ClientSummary } from './client-summary.tsx';
import { Document, renderPage } from './document.tsx';
import { ArrowSign } from './marks/signs.tsx';
import { Reference } from './reference.tsx';
import { clientHref } from './text/links.ts';

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
export function heldErrorPage(props: HeldErrorPageProps): string {
  const { client, error, target, resource, reference } = props;
  const href = clientHref(target);
  const { title, message } = wordsOf(error);
  const destination = destinationInWords(client.redirect);
  return renderPage(
    <Document title={title}>
      <div class="card">
        <div class="opening">
          <h1>{title}</h1>
          <p>{message}</p>
        </div>
        <ClientIdentity client={client} />
        <section class="section" aria-labelledby="what-to-do">
          <h2 id="what-to-do">What you can do</h2>
          <ul class="steps">
            <li>
              If you were connecting this app yourself, press the button: it is told what happened,
              and nothing else.
            </li>
            <li>
              If you followed a link from somebody, or do not know the app, close this window. Then
              nobody is told.
            </li>
          </ul>
        </section>
        <a class="button button-plain" href={href} rel="noreferrer">
          <span>
            Go to <bdi>{displaySentence(destination)}</bdi>
          </span>
          <ArrowSign />
        </a>
        <dl class="small-print">
          <dt>Code</dt>
          <dd>
            <code>{displaySentence(error)}</code>
          </dd>
          {resource !== undefined && (
            <>
              <dt>Asked for</dt>
              <dd>
                <code>{displaySentence(resource)}</code>
              </dd>
            </>
          )}
        </dl>
        <Reference text={reference} />
      </div>
    </Document>,
  );
}

interface Words {
  readonly title: string;
  readonly message: string;
}

const BROKEN = 'The app sent something this server cannot use';

const WORDS: Readonly<Record<string, Words>> = {
  access_denied: {
    title: 'Nothing was shared',
    message: 'The request was declined, so the app gets no access.',
  },
  invalid_scope: {
    title: BROKEN,
    message: 'It asked for permissions that do not exist here or that it may not have.',
  },
  invalid_target: {
    title: BROKEN,
    message: 'It asked for access to a server that is not looked after here.',
  },
  server_error: {
    title: 'Something went wrong on our side',
    message: 'It is not your fault, and nothing was shared. Try again in a minute.',
  },
  temporarily_unavailable: {
    title: 'This server is busy',
    message: 'It cannot take the request just now. Nothing was changed.',
  },
};

/** Our own words for an error code, where it tells the user something useful. */
function wordsOf(error: string): Words {
  if (Object.hasOwn(WORDS, error)) return WORDS[error] as Words;
  return {
    title: BROKEN,
    message:
      'Its request is incomplete, contradicts itself, or asks for something not offered here.',
  };
}
