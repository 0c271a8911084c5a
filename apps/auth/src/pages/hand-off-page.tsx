import { displaySentence, type RedirectDestination } from '@gatehouse/display';
import { destinationInWords } from './client-summary.tsx';
import { Document } from './document.tsx';
import { useWords } from './words/in-words.ts';
import { Sign } from '@gatehouse/look/components';
import { forwardTarget } from './text/links.ts';
import type { Words } from './words/words.ts';

/** Where a page leads, and after what. */
export type HandOff =
  /** to sign in there: “GitHub” */
  | { readonly kind: 'provider'; readonly label: string }
  /** back to the app of this name, with an answer */
  | { readonly kind: 'app'; readonly name: string }
  /**
   * on from a no, of which the app is told at once, where `told`; else the page comes next that leaves it to
   * the user
   */
  | { readonly kind: 'declined'; readonly redirect: RedirectDestination; readonly told: boolean };

export interface HandOffPageProps {
  /** a path on this origin, or an http or https address; never one that carries a code */
  readonly target: string;
  readonly to: HandOff;
}

/**
 * Answers a form post that has to lead to another origin. Browsers apply `form-action` to all redirects
 * of a post, so the post is answered with 200, and a refresh begins a new navigation.
 *
 * @throws TypeError when the target is not one that a page may forward to
 */
export function HandOffPage({ target, to }: HandOffPageProps) {
  const words = useWords();
  const href = forwardTarget(target);
  const { handOff } = words.signIn;
  const { title, message, destination, opensApp } = openingOf(to, words);
  return (
    <Document title={title} forwardTo={href}>
      <div class="sheet pad">
        <div class="stack">
          <h1>{title}</h1>
          <p>{message}</p>
        </div>
        <a class="button button-main" href={href}>
          <span>
            {handOff.continueTo({ destination: <bdi>{displaySentence(destination)}</bdi> })}
          </span>
          <Sign name="arrow" />
        </a>
        <p class="small-print">
          {handOff.byItself}
          {opensApp && <> {handOff.appOpened}</>}
        </p>
      </div>
    </Document>
  );
}

interface Opening {
  readonly title: string;
  readonly message: string;
  /** the target in words: a host, the name of an app, “GitHub” */
  readonly destination: string;
  /** whether it leads to an app, whose own window may then open */
  readonly opensApp: boolean;
}

function openingOf(to: HandOff, words: Words): Opening {
  const { toProvider, toApp, declined } = words.signIn.handOff;
  if (to.kind === 'provider') {
    const title = toProvider.title({ provider: to.label });
    return { title, message: toProvider.message, destination: to.label, opensApp: false };
  }
  if (to.kind === 'app') return { ...toApp, destination: to.name, opensApp: true };
  const { title, told, held, nextPage } = declined;
  const place = destinationInWords(to.redirect, words);
  return to.told
    ? { title, message: told, destination: place, opensApp: true }
    : { title, message: held({ place }), destination: nextPage, opensApp: false };
}
