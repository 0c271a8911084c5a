import { Document, renderPage } from './document.tsx';
import { ArrowSign } from './marks/signs.tsx';
import { displaySentence } from '@gatehouse/display';
import { forwardTarget } from './text/links.ts';

export interface HandOffPageProps {
  /** a path on this origin, or an http or https address; never one that carries a code */
  readonly target: string;
  /** “Taking you back” */
  readonly title: string;
  /** a sentence below the title */
  readonly message: string;
  /** the target in words: a host, the name of an app, “GitHub” */
  readonly destination: string;
  /** whether it leads to an app, whose own window may then open */
  readonly opensApp?: boolean;
}

/**
 * Answers a form post that has to lead to another origin. Browsers apply `form-action` to all redirects
 * of a post, so the post is answered with 200, and a refresh begins a new navigation.
 *
 * @throws TypeError when the target is not one that a page may forward to
 */
export function handOffPage(props: HandOffPageProps): string {
  const { target, title, message, destination, opensApp = false } = props;
  const href = forwardTarget(target);
  return renderPage(
    <Document title={title} forwardTo={href}>
      <div class="card">
        <div class="opening">
          <h1>{title}</h1>
          <p>{message}</p>
        </div>
        <a class="button button-accent" href={href}>
          <span>
            Continue to <bdi>{displaySentence(destination)}</bdi>
          </span>
          <ArrowSign />
        </a>
        <p class="small-print">
          This happens by itself. Press the button only if nothing moves.
          {opensApp && ' If your app has opened, you can close this window.'}
        </p>
      </div>
    </Document>,
  );
}
