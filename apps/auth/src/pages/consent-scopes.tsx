import { displaySentence } from '@gatehouse/display';
import {
  Badge,
  Fold,
  Permission,
  PermissionGroup,
  PermissionList,
  type Risk,
  Sign,
} from '@gatehouse/look/components';
import type { ComponentChildren } from 'preact';
import type { ScopeKind } from '../protocol/resource.ts';
import { useWords } from './words/in-words.ts';

/** A scope of the resource that the client asks for. */
export interface ConsentScope {
  readonly name: string;
  /** the operator's words, never those of a client */
  readonly description: string;
  /** the same more closely */
  readonly detail?: string | undefined;
  readonly kind: ScopeKind;
  /** whether the user may leave it out */
  readonly optional: boolean;
  /** whether it is ticked at first; only for optional scopes */
  readonly checked: boolean;
  /** whether the user allowed it to this client before */
  readonly alreadyAllowed: boolean;
  /** whether the user was asked for it before, and left it out */
  readonly leftOutBefore: boolean;
  /** the client did not ask for it: it has it somewhere else, and the user may add it */
  readonly isOffered?: boolean;
  /** whether the button allows it by itself, so that it is posted without a checkbox */
  readonly isSole?: boolean;
}

interface GroupsProps {
  readonly scopes: readonly ConsentScope[];
  /** what the client learns of the user, as items of a list; shown among what it may view */
  readonly identity?: ComponentChildren;
  /** whether the client asks for more than it has */
  readonly isMore: boolean;
}

/** What is decided on: viewing first, then what changes something, and what cannot be undone last. */
export function ScopeGroups({ scopes, identity, isMore }: GroupsProps) {
  const { view, change } = useWords().consent.permissions;
  const viewing = scopes.filter(({ kind }) => kind === 'view').toSorted(byWeight);
  const changing = scopes.filter(({ kind }) => kind !== 'view').toSorted(byWeight);
  if (viewing.length + changing.length === 0 && identity === undefined) return null;
  return (
    <div class="perms">
      {(viewing.length > 0 || identity !== undefined) && (
        <PermissionGroup heading={<GroupHeading text={view} isMore={isMore} />}>
          {viewing
            .filter(({ optional }) => !optional)
            .map((scope) => (
              <ScopeItem key={scope.name} scope={scope} />
            ))}
          {identity}
          {viewing
            .filter(({ optional }) => optional)
            .map((scope) => (
              <ScopeItem key={scope.name} scope={scope} />
            ))}
        </PermissionGroup>
      )}
      {changing.length > 0 && (
        <PermissionGroup heading={<GroupHeading text={change} isMore={isMore} />}>
          {changing.map((scope) => (
            <ScopeItem key={scope.name} scope={scope} />
          ))}
        </PermissionGroup>
      )}
    </div>
  );
}

function GroupHeading({ text, isMore }: { readonly text: string; readonly isMore: boolean }) {
  const { fresh } = useWords().consent.permissions;
  return (
    <>
      {text} {isMore && <Badge tone="care">{fresh}</Badge>}
    </>
  );
}

/** What cannot be undone comes last, and what cannot be left out first. */
function byWeight(one: ConsentScope, other: ConsentScope): number {
  const weight = ({ kind, optional }: ConsentScope) =>
    (kind === 'irreversible' ? 2 : 0) + (optional ? 1 : 0);
  return weight(one) - weight(other);
}

const RISKS = { view: 'view', change: 'change', irreversible: 'danger' } as const satisfies Record<
  ScopeKind,
  Risk
>;

function ScopeItem({ scope }: { readonly scope: ConsentScope }) {
  const words = useWords().consent.permissions;
  const detail =
    displaySentence(scope.detail ?? '') || (isUndescribed(scope) ? words.undescribed : '');
  const { name, optional, checked, isSole = false } = scope;
  if (!optional || isSole) {
    const note = scope.leftOutBefore ? choiceInWords(scope, words) : detail;
    return (
      <Permission
        risk={RISKS[scope.kind]}
        text={<ScopeText {...scope} />}
        {...(note !== '' && { note })}
        end={
          <>
            {isSole && <input type="hidden" name="scope" value={name} />}
            {words.required}
          </>
        }
      />
    );
  }
  const choice = choiceInWords(scope, words);
  return (
    <Permission
      risk={RISKS[scope.kind]}
      text={<ScopeText {...scope} />}
      note={detail === '' ? choice : words.withDetail({ detail, choice })}
      choice={{ name: 'scope', value: name, checked }}
    />
  );
}

function choiceInWords(
  { checked, alreadyAllowed, leftOutBefore }: ConsentScope,
  words: ReturnType<typeof useWords>['consent']['permissions'],
): string {
  if (leftOutBefore) return checked ? words.leftOutAskedAgain : words.leftOut;
  if (alreadyAllowed) return words.allowedBefore;
  return checked ? words.optional : words.off;
}

/** The operator's words for a scope, and in a badge whether it can be undone. */
export function ScopeText({
  name,
  description,
  kind,
}: Pick<ConsentScope, 'name' | 'description' | 'kind'>) {
  const { irreversible } = useWords().consent.permissions;
  return (
    <>
      {scopeInWords({ name, description })}
      {kind === 'irreversible' && (
        <>
          {' '}
          <Badge tone="danger">{irreversible}</Badge>
        </>
      )}
    </>
  );
}

/** A description without anything to read leaves the name. */
export function scopeInWords({
  name,
  description,
}: Pick<ConsentScope, 'name' | 'description'>): string {
  return displaySentence(description) || displaySentence(name);
}

/** Whether people see the name alone: it was taken from the server, and the operator has not said more. */
function isUndescribed(scope: Pick<ConsentScope, 'name' | 'description'>): boolean {
  return scopeInWords(scope) === displaySentence(scope.name);
}

/**
 * What the client has already, folded. What it asked for again can be taken out there. Where any program can pass
 * for the one that has it (RFC 8252 §8.6), what cannot be undone is in the open: *Allow* gives it to whoever asks now.
 */
export function EarlierScopes({
  scopes,
  anyCanPassForIt,
  identity,
}: {
  readonly scopes: readonly ConsentScope[];
  readonly anyCanPassForIt: boolean;
  readonly identity: { readonly items: ComponentChildren; readonly count: number };
}) {
  const words = useWords().consent.permissions;
  const count = scopes.length + identity.count;
  if (count === 0) return null;
  return (
    <Fold
      summary={words.already({ count })}
      open={anyCanPassForIt && scopes.some(({ kind }) => kind === 'irreversible')}
    >
      <PermissionList>
        {identity.items}
        {scopes.map((scope) =>
          scope.optional ? (
            <ScopeItem key={scope.name} scope={scope} />
          ) : (
            <Permission
              key={scope.name}
              risk={RISKS[scope.kind]}
              text={<ScopeText {...scope} />}
              end={<Allowed />}
            />
          ),
        )}
      </PermissionList>
    </Fold>
  );
}

/** Of what stays as it is: a mark, and its word for those who do not see it. */
export function Allowed() {
  const { allowed } = useWords().consent.permissions;
  return (
    <>
      <Sign name="check" />
      <span class="away">{allowed}</span>
    </>
  );
}
