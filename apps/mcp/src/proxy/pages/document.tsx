import { Frame, StatusMark, type StatusMarkProps, Reference } from '@gatehouse/look/components';
import type { ComponentChildren } from 'preact';
import { LANGUAGE_PATH } from '../paths.ts';
import { useSetting, useWords } from './setting.tsx';

interface DocumentProps {
  readonly title: string;
  /** where the browser goes at once */
  readonly forwardTo?: string | undefined;
  readonly width?: 'narrow';
  readonly children: ComponentChildren;
}

/** The parts that every page has. */
export function Document({ title, forwardTo, width, children }: DocumentProps) {
  const { words, brand, assets } = useSetting();
  return (
    <Frame
      language={words.language}
      direction={words.direction}
      title={title}
      brand={brand}
      words={words.frame}
      {...(width !== undefined && { width })}
      forwardTo={forwardTo}
      assets={assets}
      foot={<Languages />}
    >
      {children}
    </Frame>
  );
}

/** A button for each other language, which says its name in itself. */
function Languages() {
  const { languages } = useSetting();
  if (languages === undefined) return null;
  const { page, others } = languages;
  return (
    <form class="languages" method="post" action={LANGUAGE_PATH}>
      <input type="hidden" name="page" value={page} />
      {others.map(({ language, direction, endonym }) => (
        <button
          key={language}
          class="link"
          type="submit"
          name="language"
          value={language}
          lang={language}
          dir={direction}
        >
          {endonym}
        </button>
      ))}
    </form>
  );
}

interface OutcomeProps {
  readonly title: string;
  readonly mark: StatusMarkProps;
  /** what happened */
  readonly message: ComponentChildren;
  /** what to do about it */
  readonly step?: ComponentChildren;
  readonly forwardTo?: string;
  /** what the user can tell the operator, who finds it in the log */
  readonly reference?: string | undefined;
  readonly children?: ComponentChildren;
}

/** A page that says how something ended, or where it goes on. */
export function Outcome(props: OutcomeProps) {
  const words = useWords();
  const { title, mark, message, step, forwardTo, reference, children } = props;
  return (
    <Document title={title} width="narrow" forwardTo={forwardTo}>
      <div class="sheet">
        <div class="pad">
          <StatusMark {...mark} />
          <div class="stack">
            <h1>{title}</h1>
            <p class="lede">{message}</p>
            {step !== undefined && <p>{step}</p>}
          </div>
          {children}
          {reference !== undefined && <Reference label={words.reference} text={reference} />}
        </div>
      </div>
    </Document>
  );
}
