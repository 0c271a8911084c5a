import { z } from 'zod';
import { SCOPE_KINDS } from '../protocol/resource.ts';
import { OperationError } from './operation-error.ts';
import type { DescribedScope } from './described-resource.ts';

/** What a command says of one scope. What it leaves out stays as it is, or is not said. */
const ScopeChange = z.preprocess(
  (change) => (typeof change === 'string' ? { description: change } : change),
  z.strictObject({
    description: z.string().optional(),
    /** empty: there is none any more */
    detail: z.string().optional(),
    kind: z.enum(SCOPE_KINDS).optional(),
    required: z.boolean().optional(),
  }),
);

/** The same of several, by their names. */
export const ScopeChanges = z.record(z.string(), ScopeChange);

type Scopes = Readonly<Record<string, DescribedScope>>;

/**
 * Scopes as a command wants them. One that is new needs words or a kind: otherwise its name may be
 * misspelt. Without words its name stands for them.
 *
 * @throws OperationError `scope_unnamed`
 */
export function changedScopes(known: Scopes, changes: z.infer<typeof ScopeChanges> = {}): Scopes {
  const changed = Object.entries(changes).map(([scope, change]) => {
    const before = Object.hasOwn(known, scope) ? known[scope] : undefined;
    if (before === undefined && !namesScope(change)) {
      throw new OperationError({ code: 'scope_unnamed', scope });
    }
    return [scope, changedScope(before ?? { description: scope }, change)] as const;
  });
  return { ...known, ...Object.fromEntries(changed) };
}

/** Whether a change is about a scope that there may not be yet. */
export function namesScope({ description, kind }: z.infer<typeof ScopeChange>): boolean {
  return description !== undefined || kind !== undefined;
}

function changedScope(before: DescribedScope, change: z.infer<typeof ScopeChange>): DescribedScope {
  const { description = before.description, detail = before.detail } = change;
  const { kind = before.kind, required = before.required } = change;
  return {
    description,
    ...(detail && { detail }),
    ...(kind && { kind }),
    ...(required && { required }),
  };
}
