import { Note, Permission, PermissionGroup } from '@gatehouse/look/components';
import { type ConsentScope, ScopeText } from './consent-scopes.tsx';
import { Operator } from './operator.tsx';
import { useWords } from './words/in-words.ts';

export interface UnavailableScopesProps {
  /** asked for, and not for this user */
  readonly unavailable?: readonly Pick<ConsentScope, 'name' | 'description' | 'kind'>[];
  /** what *Allow* would bring the client; `something` unless told */
  readonly brings?: 'something' | 'nothing-new' | 'nothing';
}

/** Scopes that the user cannot allow, and whom to ask for them. No field of a form is among it. */
export function UnavailableScopes({ unavailable = [] }: UnavailableScopesProps) {
  const words = useWords().consent.unavailable;
  if (unavailable.length === 0) return null;
  return (
    <>
      <PermissionGroup heading={words.title}>
        {unavailable.map((scope) => (
          <Permission key={scope.name} risk="unavailable" text={<ScopeText {...scope} />} />
        ))}
      </PermissionGroup>
      <p class="quiet">
        {words.ask({ operator: <Operator /> })} {words.signInAgain}
      </p>
    </>
  );
}

/** Where *Allow* would not bring what the app asks for. */
export function BringsNothing({ brings = 'something' }: UnavailableScopesProps) {
  const words = useWords().consent.unavailable;
  if (brings === 'something') return null;
  return (
    <Note role="status">
      <p>{brings === 'nothing' ? words.nothing : words.nothingNew}</p>
    </Note>
  );
}
