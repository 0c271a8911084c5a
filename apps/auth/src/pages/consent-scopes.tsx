import { Sign } from '@gatehouse/look/components';
import { displaySentence } from '@gatehouse/display';
import { useWords } from './words/in-words.ts';

/** A scope of the resource that the client asks for. */
export interface ConsentScope {
  readonly name: string;
  readonly description: string;
  /** whether the user may leave it out */
  readonly optional: boolean;
  /** whether it is ticked at first; only for optional scopes */
  readonly checked: boolean;
  /** whether the user allowed it to this client before */
  readonly alreadyAllowed: boolean;
  /** whether the user was asked for it before, and left it out */
  readonly leftOutBefore: boolean;
}

type ScopeTextProps = Pick<ConsentScope, 'name' | 'description'> & Partial<ConsentScope>;

function ScopeText({ name, description, alreadyAllowed, ...before }: ScopeTextProps) {
  const words = useWords().consent;
  return (
    <span class="scope-text">
      <span>{displaySentence(description) || displaySentence(name)}</span>
      <span class="scope-name">
        <code>{displaySentence(name)}</code>
        {alreadyAllowed && <span> {words.allowedBefore}</span>}
      </span>
      {before.leftOutBefore && (
        <span class="scope-note">{before.checked ? words.leftOutAskedAgain : words.leftOut}</span>
      )}
    </span>
  );
}

/** Scopes that cannot be left out: they are allowed or denied together. */
export function RequiredScopes({ scopes }: { readonly scopes: readonly ScopeTextProps[] }) {
  return (
    // Safari ignores that this is a list where its style has no bullets, unless the role is given.
    <ul class="scope-list" role="list">
      {scopes.map((scope) => (
        <li key={scope.name} class="scope">
          <Sign name="check" />
          <ScopeText {...scope} />
        </li>
      ))}
    </ul>
  );
}

/** Scopes that a user may untick, posted as `scope`. */
export function OptionalScopes({ scopes }: { readonly scopes: readonly ConsentScope[] }) {
  const words = useWords().consent;
  return (
    <fieldset>
      <legend class="quiet">{words.untick}</legend>
      <ul class="scope-list" role="list">
        {scopes.map((scope) => (
          <li key={scope.name}>
            <label class="scope">
              <input type="checkbox" name="scope" value={scope.name} checked={scope.checked} />
              <ScopeText {...scope} />
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
