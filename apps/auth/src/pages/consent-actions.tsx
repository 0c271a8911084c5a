import { displayName } from '@gatehouse/display';
import type { SignName } from '@gatehouse/look';
import { Sign } from '@gatehouse/look/components';
import { SCOPE_KINDS, type ScopeKind } from '../protocol/resource.ts';
import { type ConsentScope, scopeInWords } from './consent-scopes.tsx';
import type { ShownResource } from './parties.tsx';
import { useWords } from './words/in-words.ts';

interface ActionsProps {
  readonly resource?: ShownResource | undefined;
  /** what is decided on: where a client asks for more than it has, what is new */
  readonly scopes: readonly ConsentScope[];
  /** whether the client learns who the user is, as far as that is new */
  readonly asksWho: boolean;
  readonly isMore: boolean;
}

/** The bar with both buttons. On phones it repeats the kinds of permission, so that none hides beneath it. */
export function Actions(props: ActionsProps) {
  const { deny } = useWords().consent.actions;
  return (
    <div class="actions">
      <Sum {...props} />
      {/* Deny comes first, because Enter in a checkbox presses the first button of a form. */}
      <button type="submit" name="decision" value="deny" class="button" formNoValidate>
        {deny}
      </button>
      <button type="submit" name="decision" value="allow" class="button button-main button-wary">
        <span>
          <AllowText {...props} />
        </span>
      </button>
    </div>
  );
}

/** Where there is nothing to allow. */
export function GoBack() {
  const { unavailable } = useWords().consent;
  return (
    <div class="actions">
      <button type="submit" name="decision" value="deny" class="button" formNoValidate>
        {unavailable.goBack}
      </button>
    </div>
  );
}

/** Longer words of a scope stand above alone. */
const FITS_A_BUTTON = 32;

/** What the button does, never in a word that the client chose. */
function AllowText({ resource, scopes, isMore }: ActionsProps) {
  const { consent } = useWords();
  const { actions } = consent;
  if (isMore) {
    const [only, ...others] = scopes;
    const scope = only === undefined || others.length > 0 ? '' : scopeInWords(only);
    if (scope === '' || scope.length > FITS_A_BUTTON)
      return (
        <>{actions.allowMore({ count: scopes.filter((one) => one.isOffered !== true).length })}</>
      );
    return <>{actions.allowOne({ scope })}</>;
  }
  if (resource === undefined) return <>{actions.allowIdentity}</>;
  const server = <bdi>{displayName(resource.name, consent.someServer)}</bdi>;
  return <>{actions.allowServer({ server })}</>;
}

const SIGNS_OF_KINDS = {
  view: 'eye',
  change: 'pencil',
  irreversible: 'trash',
} as const satisfies Record<ScopeKind, SignName>;

function Sum({ scopes, asksWho, isMore }: ActionsProps) {
  const { sum, sumIfTicked, onTop } = useWords().consent.actions;
  const kinds = SCOPE_KINDS.flatMap((kind) => {
    const these = scopes.filter((scope) => scope.kind === kind);
    const isSure = these.some(({ checked }) => checked) || (kind === 'view' && asksWho);
    if (!isSure && these.length === 0) return [];
    return [{ kind, text: isSure ? sum[kind] : sumIfTicked[kind] }];
  });
  if (kinds.length === 0) return null;
  return (
    <p class="sum">
      {kinds.map(({ kind, text }) => (
        <span key={kind}>
          <Sign name={SIGNS_OF_KINDS[kind]} />
          {text}
        </span>
      ))}
      {isMore && <span>{onTop}</span>}
    </p>
  );
}
