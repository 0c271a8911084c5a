import { type ProtectedResource, type ScopeKind, termsOf } from '../protocol/resource.ts';
import type { ScopeJudge } from '../federation/scope-judge.ts';
import type { Storage } from '../storage/storage.ts';
import { availability } from './available.ts';
import { allowedAt } from './decided-redirect.ts';
import type { PendingConsent } from './decision.ts';
import { type StepUp, stepUp } from './step-up.ts';
import { comesTicked } from './ticks.ts';

/** A scope on the consent page, with what the user decided about it before. */
export interface OfferedScope {
  readonly name: string;
  /** what it lets the client do, in the operator's words */
  readonly description: string;
  /** the same more closely, where the operator said more */
  readonly detail?: string | undefined;
  /** what it lets the client do to what it reaches; `change` where the operator did not say */
  readonly kind: ScopeKind;
  /**
   * whether the user may leave it out; if not, the client has it already and keeps it, or the operator
   * requires it
   */
  readonly optional: boolean;
  readonly checked: boolean;
  /** whether the user allowed it before at the redirect of this request */
  readonly alreadyAllowed: boolean;
  /** whether the user was asked for it before, and left it out */
  readonly leftOutBefore: boolean;
  /** the client has it at another redirect and does not ask for it: the user may add it */
  readonly isOffered?: boolean;
}

/** What the consent page shows. All of it comes from the server's own records. */
export interface ConsentRequest {
  /** whether the client has changed its looks since the user last allowed it something here */
  readonly changed: boolean;
  readonly resource: ProtectedResource | undefined;
  readonly scopes: readonly OfferedScope[];
  /** asked for, and the user may not have them */
  readonly unavailable: readonly Pick<OfferedScope, 'name' | 'description' | 'detail' | 'kind'>[];
  /** the client has some of it at this redirect already, and asks for more (step-up.ts) */
  readonly isStepUp: boolean;
  /** scopes of OpenID Connect that the user allowed before at the redirect of this request */
  readonly identityBefore: readonly string[];
  /**
   * what an *Allow* would bring: `nothing` where there is nothing that could be allowed, `nothing-new`
   * where the client has it already, and lacks only what is not available
   */
  readonly brings: 'something' | 'nothing-new' | 'nothing';
}

/**
 * The scopes of a request in the operator's words, ticked as the user decided before, or as ticks.ts says.
 * What the user left out stays unticked, unless a client that already works without it asks for it again
 * (step-up.ts).
 * Scopes that were allowed at another redirect alone are shown unticked, for the user to add. What the user
 * may not have is apart (available.ts).
 */
export async function consentRequest(
  storage: Storage,
  pending: PendingConsent,
  judge?: ScopeJudge,
): Promise<ConsentRequest> {
  const { userId, clientId, resource: identifier, resourceScopes, redirectUri, shown } = pending;
  const { verification } = pending;
  const [resource, before, more, { isAvailable }] = await Promise.all([
    identifier === '' ? undefined : storage.resources.find(identifier),
    storage.consents.find(userId, clientId, identifier, shown),
    stepUp(storage, pending),
    availability(storage, judge, pending),
  ]);
  const allowed = before === undefined ? [] : allowedAt(before, redirectUri);
  const isStepUp = more?.isOfThisRedirect === true;
  const described = (name: string) => describedScope(resource, name);
  const asked = resourceScopes.filter(isAvailable).map((name) => {
    const terms = termsOf(resource, name);
    const leftOutBefore = before?.refused.includes(name) ?? false;
    const alreadyAllowed = allowed.includes(name);
    const optional = terms?.required !== true;
    const known = { alreadyAllowed, leftOutBefore, isStepUp };
    return {
      ...described(name),
      optional,
      checked: !optional || comesTicked(terms, verification, known),
      alreadyAllowed,
      leftOutBefore,
    };
  });
  const kept = (more?.kept ?? []).filter(isAvailable).map((name) => ({
    ...described(name),
    optional: false,
    checked: true,
    alreadyAllowed: true,
    leftOutBefore: false,
  }));
  const offered = (more?.offered ?? []).filter(isAvailable).map((name) => ({
    ...described(name),
    optional: true,
    checked: false,
    alreadyAllowed: false,
    leftOutBefore: false,
    isOffered: true,
  }));
  const scopes = [...kept, ...asked, ...offered];
  const unavailable = resourceScopes.filter((name) => !isAvailable(name)).map(described);
  const changed = before?.changed ?? false;
  return {
    resource,
    changed,
    scopes,
    unavailable,
    isStepUp,
    identityBefore: pending.openidScopes.filter((scope) => allowed.includes(scope)),
    brings: whatAllowBrings(scopes, unavailable, more),
  };
}

function describedScope(resource: ProtectedResource | undefined, name: string) {
  const { description = name, detail, kind = 'change' } = termsOf(resource, name) ?? {};
  return { name, description, ...(detail !== undefined && { detail }), kind };
}

function whatAllowBrings(
  scopes: readonly OfferedScope[],
  unavailable: readonly unknown[],
  more: StepUp | undefined,
): ConsentRequest['brings'] {
  if (unavailable.length === 0) return 'something';
  if (scopes.length === 0) return 'nothing';
  const hasAll = more !== undefined && scopes.every(({ alreadyAllowed }) => alreadyAllowed);
  return hasAll ? 'nothing-new' : 'something';
}
