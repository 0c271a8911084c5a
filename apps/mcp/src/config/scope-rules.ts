import { type Environment, quote } from '@gatehouse/environment';

/** Which scopes of this server a token has beside those that stand in it. */
export interface ScopeRules {
  /** Scopes of the provider, each with the scopes of this server that it stands for. */
  readonly map: ReadonlyMap<string, readonly string[]>;
  /** Scopes of this server that every accepted token has. */
  readonly everyone: readonly string[];
}

/** RFC 6749 §3.3. */
const scope = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

/** `AUTH_SCOPE_MAP` and `AUTH_GRANT_SCOPES`. Nothing is granted that is not named there. */
export function readScopeRules(environment: Environment, known: readonly string[]): ScopeRules {
  const map = new Map<string, string[]>();
  for (const entry of environment.list('AUTH_SCOPE_MAP')) {
    // What stands on the right is ours and has no "=", what stands on the left may have one.
    const [, theirs = '', ours = ''] = /^(.+)=([^=]+)$/.exec(entry) ?? [];
    if (!scope.test(theirs) || !known.includes(ours)) {
      environment.faults.add(
        'AUTH_SCOPE_MAP',
        `holds ${quote(entry)}`,
        `It takes theirs=ours, such as read:user=mcp:read; ours is one of ${known.join(', ')}.`,
      );
    }
    map.set(theirs, [...(map.get(theirs) ?? []), ours]);
  }
  const everyone = environment.list('AUTH_GRANT_SCOPES');
  for (const name of everyone.filter((entry) => !known.includes(entry))) {
    environment.faults.add(
      'AUTH_GRANT_SCOPES',
      `holds ${quote(name)}`,
      `It takes scopes of this server: ${known.join(', ')}.`,
    );
  }
  return { map, everyone };
}
