import { StatusMark, type StatusMarkProps } from '@gatehouse/look/components';
import type { ComponentChildren } from 'preact';
import { Document } from './document.tsx';
import { Reference } from './reference.tsx';

interface OutcomeProps {
  readonly title: string;
  /** how app, server and person fare: broken where the fault lies */
  readonly mark: StatusMarkProps;
  /** what happened */
  readonly message: ComponentChildren;
  /** what to do about it */
  readonly step?: ComponentChildren;
  /** identifies this event in the log; absent where the log has no line of it */
  readonly reference?: string | undefined;
  /** what can be pressed, and what is folded */
  readonly children?: ComponentChildren;
}

/** A page that says how something ended: mark, title, what happened, one step. */
export function Outcome({ title, mark, message, step, reference, children }: OutcomeProps) {
  return (
    <Document title={title} width="narrow">
      <div class="sheet">
        <div class="pad">
          <StatusMark {...mark} />
          <div class="stack">
            <h1>{title}</h1>
            <p class="lede">{message}</p>
            {step !== undefined && <p>{step}</p>}
          </div>
          {children}
          <Reference text={reference} />
        </div>
      </div>
    </Document>
  );
}
