import { displaySentence } from '@gatehouse/display';
import { Host, Permission, PermissionGroup, type Risk, Sign } from '@gatehouse/look/components';
import type { KnownScope } from '../words/words.ts';
import { useWords } from './setting.tsx';

/** How the provider's tokens are verified: its scopes mean what that kind of provider means by them. */
export type ProviderKind = 'issuer' | 'introspection' | 'github' | 'google';

const OWN = { 'mcp:read': 'view', 'mcp:write': 'change' } as const;

/** OpenID Connect Core §5.4 and §11. */
const OPENID = {
  openid: 'person',
  profile: 'person',
  email: 'person',
  offline_access: 'view',
} as const;

const GITHUB = { 'read:user': 'person', 'user:email': 'person' } as const;

/** What is known of scopes, by who the provider is: the same name may mean something else elsewhere. */
const KNOWN: Readonly<Record<ProviderKind, Readonly<Partial<Record<KnownScope, Risk>>>>> = {
  issuer: { ...OPENID, ...OWN },
  introspection: { ...OPENID, ...OWN },
  google: OPENID,
  github: GITHUB,
};

interface PermissionsProps {
  readonly scopes: readonly string[];
  readonly provider: string;
  readonly kind: ProviderKind;
}

/**
 * What the provider is asked for: in words where its name says enough, by that name where it does not. What
 * nobody here knows counts as a change.
 */
export function Permissions({ scopes, provider, kind }: PermissionsProps) {
  const { permissions } = useWords();
  const host = <Host host={provider} />;
  return (
    <div class="perms">
      <PermissionGroup heading={permissions.heading}>
        {scopes.length === 0 && (
          <Permission
            risk="change"
            text={permissions.unsaid({ host })}
            end={permissions.required}
          />
        )}
        {scopes.map((scope) => {
          const known = riskOf(scope, kind);
          return known === undefined ? (
            <Permission
              key={scope}
              risk="change"
              text={<code>{displaySentence(scope)}</code>}
              note={permissions.unknown({ host })}
              end={permissions.required}
            />
          ) : (
            <Permission
              key={scope}
              risk={known}
              text={permissions.known[scope as KnownScope]}
              end={permissions.required}
            />
          );
        })}
      </PermissionGroup>
    </div>
  );
}

/** The kinds of what is asked for, for the bar on phones. */
export function SumOfKinds({ scopes, kind }: Pick<PermissionsProps, 'scopes' | 'kind'>) {
  const { sum } = useWords().consent;
  const risks = scopes.map((scope) => riskOf(scope, kind) ?? 'change');
  const isView = risks.some((risk) => risk !== 'change');
  const isChange = scopes.length === 0 || risks.includes('change');
  return (
    <p class="sum">
      {isView && (
        <span>
          <Sign name="eye" />
          {sum.view}
        </span>
      )}
      {isChange && (
        <span>
          <Sign name="pencil" />
          {sum.change}
        </span>
      )}
    </p>
  );
}

function riskOf(scope: string, kind: ProviderKind): Risk | undefined {
  const known: Readonly<Record<string, Risk>> = KNOWN[kind];
  return Object.hasOwn(known, scope) ? known[scope] : undefined;
}
