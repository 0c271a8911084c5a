import type { StatusMarkProps } from '@gatehouse/look/components';
import type { ComponentChild, ComponentChildren } from 'preact';
import { ENDPOINTS } from '../protocol/endpoints.ts';
import { againInWords, type Wait } from './again.tsx';
import { Operator } from './operator.tsx';
import { Outcome } from './outcome.tsx';
import { isWorthTryingAgain, type ProblemCode, type Turn, turnOf } from './problems.ts';
import { type AskedFor, ErrorDetails } from './error-details.tsx';
import type { ErrorWords } from './words/errors.ts';
import { useWords } from './words/in-words.ts';

export interface ErrorPageProps {
  readonly problem: ProblemCode;
  /** absent where nobody knows */
  readonly wait?: Wait | undefined;
  /** a path on this origin where trying again makes sense */
  readonly retry?: string | undefined;
  /** a stable code, of a standard or our own, for whoever helps the user */
  readonly code?: string;
  readonly asked?: AskedFor;
  /** identifies this event in the log; absent where the log has no line of it */
  readonly reference?: string;
}

/** Broken where the fault lies. Where it is nobody’s there is no tile that stands out. */
const MARKS: Readonly<Record<Turn, StatusMarkProps>> = {
  yours: { first: 'cut', second: 'cut', glyph: { at: 'server', is: 'clock' } },
  browser: { second: 'cut', person: 'bad', glyph: { at: 'person', is: 'wrong' } },
  app: { first: 'cut', app: 'bad', glyph: { at: 'app', is: 'wrong' } },
  'switched-off': { first: 'open', glyph: { at: 'app', is: 'no' } },
  ours: { first: 'cut', second: 'cut', server: 'bad', glyph: { at: 'server', is: 'wrong' } },
  wait: { first: 'cut', second: 'cut', glyph: { at: 'server', is: 'pause' } },
  nobody: { first: 'cut', second: 'cut' },
};

/** What may last, so that somebody has to be asked. */
const LASTING: readonly ProblemCode[] = ['client_document', 'unavailable', 'server_error'];

/** Where the start page is the way on. */
const FROM_HOME: readonly ProblemCode[] = ['stale_page', 'not_found'];

/** Says what went wrong and what the user can do. The response has to have the problem's status. */
export function ErrorPage(props: ErrorPageProps) {
  const words = useWords().errors;
  const { problem, wait, retry, code, asked, reference } = props;
  const { title, message, step } = words.problems[problem];
  const turn = turnOf(problem);
  const operator: ComponentChild = <Operator />;
  const ask = reference === undefined ? words.askThen : words.referThen;
  return (
    <Outcome
      title={title}
      mark={MARKS[turn]}
      message={message}
      step={
        typeof step === 'string' ? step : step({ again: againInWords(words.again, wait), operator })
      }
      reference={reference}
    >
      <WayOn problem={problem} turn={turn} retry={retry}>
        {LASTING.includes(problem) && <p class="quiet">{ask({ operator })}</p>}
      </WayOn>
      {code !== undefined && turn !== 'nobody' && (
        <ErrorDetails
          forMakers={turn === 'app'}
          code={code}
          {...(asked !== undefined && { asked })}
        />
      )}
    </Outcome>
  );
}

interface WayOnProps {
  readonly problem: ProblemCode;
  readonly turn: Turn;
  readonly retry: string | undefined;
  /** below what can be pressed */
  readonly children: ComponentChildren;
}

/** What can be pressed: nothing where the way on is in the app. */
function WayOn({ problem, turn, retry, children }: WayOnProps) {
  const words = useWords().errors;
  const link = linkOn(problem, turn, retry, words);
  if (link === undefined && !children) return null;
  return (
    <div class="stack">
      {link}
      {children}
    </div>
  );
}

function linkOn(problem: ProblemCode, turn: Turn, retry: string | undefined, words: ErrorWords) {
  if (FROM_HOME.includes(problem)) {
    return (
      <a class="button button-wide" href={ENDPOINTS.home.path}>
        {words.toStartPage}
      </a>
    );
  }
  if (retry === undefined || !isWorthTryingAgain(problem)) return undefined;
  return (
    <a class={`button${turn === 'ours' ? ' button-main' : ''} button-wide`} href={retry}>
      {words.tryAgain}
    </a>
  );
}
