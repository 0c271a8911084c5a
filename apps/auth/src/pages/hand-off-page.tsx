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
  /** where it leads, in words: a host, an app's name, “GitHub” */
  readonly destination: string;
  /** it leads to the app, whose own window may come to the front */
  readonly opensApp?: boolean;
}

/**
 * Answers a form post whose way leads to another origin. Browsers apply `form-action` to a post's
 * whole redirect chain, so the post ends here with 200 and a refresh begins a navigation of its own.
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
