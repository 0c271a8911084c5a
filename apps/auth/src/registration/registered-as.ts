import { hash } from 'node:crypto';
import { withoutLoopbackPort } from './redirect-uris.ts';

/** Members that differ with each registration, whatever registers. */
const OF_ONE_REGISTRATION: ReadonlySet<string> = new Set([
  'client_id',
  'client_id_issued_at',
  'client_secret',
  'client_secret_expires_at',
  'registration_access_token',
  'registration_client_uri',
]);

/**
 * What registers the same again is the same here: a hash of its metadata (RFC 7591 §2), in whatever order.
 * Ports of loopback redirect URIs do not count, because a program gets another one at each start (RFC 8252
 * §7.3).
 *
 * @param metadata as it is stored
 */
export function registeredAs(metadata: Readonly<Record<string, unknown>>): string {
  const members = Object.entries(metadata).filter(([name]) => !OF_ONE_REGISTRATION.has(name));
  return hash('sha256', JSON.stringify(sorted(Object.fromEntries(members))), 'base64url').slice(
    0,
    22,
  );
}

/** Members by their names, lists by what is in them: in metadata no list has an order that means anything. */
function sorted(value: unknown): unknown {
  if (typeof value === 'string') return withoutLoopbackPort(value);
  if (Array.isArray(value)) {
    const texts = value.map((item) => JSON.stringify(sorted(item)));
    return texts.sort();
  }
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value).map(([name, of]) => [name, sorted(of)] as const);
  return members.sort(([one], [other]) => (one < other ? -1 : 1));
}
