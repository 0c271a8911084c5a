import { Host, Sign, type StatusMarkProps } from '@gatehouse/look/components';
import { Outcome } from './document.tsx';
import { useWords } from './setting.tsx';

export interface GoingOnPageProps {
  /** where the browser goes at once */
  readonly target: string;
  readonly to: 'provider' | 'app' | 'declined';
}

const MARKS: Readonly<Record<GoingOnPageProps['to'], StatusMarkProps>> = {
  provider: { second: 'open' },
  app: {
    app: 'good',
    server: 'good',
    person: 'good',
    first: 'good',
    second: 'good',
    glyph: { at: 'server', is: 'check' },
  },
  declined: { first: 'open', glyph: { at: 'app', is: 'no' } },
};

/**
 * Sends the browser to another address after a form, by a page that goes on by itself. A redirect would be
 * blocked, because browsers apply the policy `form-action` to all redirects after a form.
 */
export function GoingOnPage({ target, to }: GoingOnPageProps) {
  const { goingOn } = useWords();
  const { host } = new URL(target);
  const { title, message } = {
    provider: goingOn.toProvider,
    app: goingOn.toApp,
    declined: goingOn.declined,
  }[to];
  return (
    <Outcome title={title({ host })} mark={MARKS[to]} message={message} forwardTo={target}>
      <div class="stack">
        <a class="button button-wide" href={target} rel="noreferrer">
          <span>
            {goingOn.next({
              destination: to === 'provider' ? <Host host={host} /> : goingOn.program,
            })}
          </span>
          <Sign name="arrow" />
        </a>
        <p class="quiet">{goingOn.byItself}</p>
      </div>
    </Outcome>
  );
}
