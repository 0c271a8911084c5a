import { displaySentence } from '@gatehouse/display';
import { Sign } from '@gatehouse/look/components';
import { Operator } from './operator.tsx';
import { useWords } from './words/in-words.ts';

export interface UnavailableScopesProps {
  /** asked for, and not for this user */
  readonly unavailable?: readonly { readonly name: string; readonly description: string }[];
  /** what *Allow* would bring the client; `something` unless told */
  readonly brings?: 'something' | 'nothing-new' | 'nothing';
}

/** Scopes that the user cannot allow, and whom to ask for them. No field of a form is among it. */
export function UnavailableScopes({ unavailable = [] }: UnavailableScopesProps) {
  const words = useWords().consent.unavailable;
  if (unavailable.length === 0) return null;
  return (
    <section class="scopes" aria-labelledby="not-available">
      <h2 id="not-available">{words.title}</h2>
      <ul class="scope-list" role="list">
        {unavailable.map(({ name, description }) => (
          <li key={name} class="scope scope-unavailable">
            <Sign name="unavailable" />
            <span class="scope-text">
              <span>{displaySentence(description) || displaySentence(name)}</span>
              <span class="scope-name">
                <code>{displaySentence(name)}</code>
              </span>
            </span>
          </li>
        ))}
      </ul>
      <p class="quiet">
        {words.ask({ operator: <Operator /> })} {words.signInAgain}
      </p>
    </section>
  );
}

/** Where *Allow* would not bring what the app asks for. */
export function BringsNothing({ brings = 'something' }: UnavailableScopesProps) {
  const words = useWords().consent.unavailable;
  if (brings === 'something') return null;
  return (
    <div class="note" role="status">
      <Sign name="caution" />
      <p>{brings === 'nothing' ? words.nothing : words.nothingNew}</p>
    </div>
  );
}
