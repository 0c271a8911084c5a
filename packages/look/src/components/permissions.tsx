import type { ComponentChildren } from 'preact';
import type { SignName } from '../marks/signs.ts';
import { Sign } from './sign.tsx';

/** What a permission is about, and with it its mark: seeing, who somebody is, changing, what cannot be undone. */
export type Risk = 'view' | 'person' | 'change' | 'danger' | 'unavailable';

const MARKS: Readonly<Record<Risk, { readonly sign: SignName; readonly look: string }>> = {
  view: { sign: 'eye', look: 'risk' },
  person: { sign: 'person', look: 'risk' },
  change: { sign: 'pencil', look: 'risk risk-change' },
  danger: { sign: 'trash', look: 'risk risk-danger' },
  unavailable: { sign: 'unavailable', look: 'risk' },
};

interface PermissionProps {
  readonly risk: Risk;
  /** in a few words */
  readonly text: ComponentChildren;
  /** a line below them */
  readonly note?: ComponentChildren;
  /** at the end of the line where there is no checkbox: “Required” */
  readonly end?: ComponentChildren;
  /** a checkbox with this name and value */
  readonly choice?: { readonly name: string; readonly value: string; readonly checked: boolean };
}

/** One permission: mark, words, then a word or a checkbox. An item of a {@link PermissionList}. */
export function Permission({ risk, text, note, end, choice }: PermissionProps) {
  const { sign, look } = MARKS[risk];
  const line = (
    <>
      <span class={look}>
        <Sign name={sign} />
      </span>
      <span class="perm-text">
        {text}
        {note !== undefined && <small>{note}</small>}
      </span>
      {end !== undefined && <span class="perm-end">{end}</span>}
      {choice !== undefined && <input type="checkbox" {...choice} />}
    </>
  );
  return (
    <li class="perm">
      {choice === undefined ? (
        <div class="perm-line">{line}</div>
      ) : (
        <label class="perm-line">{line}</label>
      )}
    </li>
  );
}

/** Safari ignores that this is a list where its style has no bullets, unless the role is given. */
export function PermissionList({ children }: { readonly children: ComponentChildren }) {
  return <ul role="list">{children}</ul>;
}

interface PermissionGroupProps {
  readonly heading: ComponentChildren;
  readonly children: ComponentChildren;
}

/** Permissions of one kind, below a heading. */
export function PermissionGroup({ heading, children }: PermissionGroupProps) {
  return (
    <fieldset class="group">
      <legend>
        <h2>{heading}</h2>
      </legend>
      <PermissionList>{children}</PermissionList>
    </fieldset>
  );
}
