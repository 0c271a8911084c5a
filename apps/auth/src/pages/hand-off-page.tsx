import { displaySentence } from '@gatehouse/display';
import { Sign } from '@gatehouse/look/components';
import { Document } from './document.tsx';
import { forwardTarget } from './text/links.ts';
import { useWords } from './words/in-words.ts';

export interface HandOffPageProps {
  /** a path on this origin, or an http or https address */
  readonly target: string;
  /** what the provider is called: “GitHub” */
  readonly provider: string;
}

/**
 * Answers a form post that has to lead to a provider. Browsers apply `form-action` to all redirects of a
 * post, so the post is answered with 200, and a refresh begins a new navigation.
 *
 * @throws TypeError when the target is not one that a page may forward to
 */
export function HandOffPage({ target, provider }: HandOffPageProps) {
  const { handOff } = useWords().signIn;
  const href = forwardTarget(target);
  const title = handOff.toProvider.title({ provider });
  return (
    <Document title={title} width="narrow" forwardTo={href}>
      <div class="sheet pad">
        <div class="stack">
          <h1>{title}</h1>
          <p class="lede">{handOff.toProvider.message}</p>
        </div>
        <div class="stack">
          <a class="button button-wide" href={href}>
            <span>
              {handOff.continueTo({ destination: <bdi>{displaySentence(provider)}</bdi> })}
            </span>
            <Sign name="arrow" />
          </a>
          <p class="quiet">{handOff.byItself}</p>
        </div>
      </div>
    </Document>
  );
}
