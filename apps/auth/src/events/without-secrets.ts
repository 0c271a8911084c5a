/** Members that never reach the log. */
const SECRET_MEMBERS = new Set([
  'access_token',
  'refresh_token',
  'id_token',
  'registration_access_token',
  'initial_access_token',
  'client_secret',
  'client_assertion',
  'assertion',
  'code',
  'code_verifier',
  'token',
  'password',
  'authorization',
  'cookie',
  'state',
]);

/** As deep as members are looked at: those of an object, of its members, and of theirs. */
const DEPTH = 3;

/**
 * The same figures without members that are called like a secret, up to two levels deep. Nobody passes one
 * on purpose; this is for the case that somebody does by mistake. What has none is returned as it is.
 */
export function withoutSecrets<Figures extends object>(figures: Figures): Figures {
  return strip(figures, DEPTH) as Figures;
}

function strip(value: object, depth: number): object {
  let copy: Record<string, unknown> | undefined;
  for (const name in value) {
    if (!Object.hasOwn(value, name)) continue;
    const member = (value as Record<string, unknown>)[name];
    const kept = stripped(name, member, depth);
    if (kept === member) continue;
    copy ??= { ...value };
    if (kept === undefined) delete copy[name];
    else copy[name] = kept;
  }
  return copy ?? value;
}

function stripped(name: string, member: unknown, depth: number): unknown {
  if (SECRET_MEMBERS.has(name)) return undefined;
  const isInside = typeof member === 'object' && member !== null && depth > 1;
  // An error is written by its serializer.
  return isInside && !(member instanceof Error) ? strip(member, depth - 1) : member;
}
