/**
 * What happens to each member of a client's metadata (RFC 7591 §2, OpenID Connect Registration §2).
 *
 * | a member that | is |
 * | --- | --- |
 * | is null, or an empty text, list or object | treated as absent |
 * | this server uses | kept where it is usable, else left out |
 * | protects the client or its users | refused where it is wrong, or asks for what is not offered |
 * | is anything else | left out |
 *
 * A member may be left out silently where it was only a convenience: the answer shows what was kept
 * (RFC 7591 §3.2.1). A client that asks for a protection has to learn that it does not get it.
 *
 * @module
 */
import { errors } from 'oidc-provider';
import { checkClientKeys } from './client-keys.ts';

const MAX_TEXT = 200;
const MAX_LINK = 2048;
const MAX_CONTACTS = 10;

/** A valid e-mail address by the rule of HTML. The library accepts all of these, and more. */
const EMAIL =
  /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*$/i;

/** @returns what is kept of a value; undefined where it is left out */
type Rule = (value: unknown) => unknown;

const usable =
  (isUsable: (value: unknown) => boolean): Rule =>
  (value) =>
    isUsable(value) ? value : undefined;

/** Keeps the usable texts of a list; undefined where there are none. */
const usableOf =
  (isUsable: (value: string) => boolean, most: number): Rule =>
  (value) => {
    const all: unknown[] = Array.isArray(value) ? value : [];
    const kept = all.filter((one) => typeof one === 'string' && isUsable(one));
    return kept.length === 0 ? undefined : kept.slice(0, most);
  };

const text = usable(
  (value) => typeof value === 'string' && value.trim() !== '' && value.length <= MAX_TEXT,
);

/** A page of the client. Our pages may link to it; the server never fetches it. */
const link = usable(
  (value) =>
    typeof value === 'string' &&
    value.length <= MAX_LINK &&
    URL.parse(value)?.protocol === 'https:',
);

const USED: Readonly<Record<string, Rule>> = {
  client_name: text,
  software_id: text,
  software_version: text,
  client_uri: link,
  logo_uri: link,
  policy_uri: link,
  tos_uri: link,
  contacts: usableOf((one) => one.length <= MAX_TEXT && EMAIL.test(one), MAX_CONTACTS),
  response_modes: usableOf((mode) => ['query', 'fragment'].includes(mode), 2),
  default_max_age: usable((value) => Number.isSafeInteger(value) && Number(value) >= 0),
};

/** Lists that client-metadata.ts checks against what this server has. */
const LISTS = new Set(['redirect_uris', 'grant_types', 'response_types']);

/** Members that protect and that this server offers. The library checks their values. */
const PROTECTING: Readonly<Record<string, 'string' | 'boolean'>> = {
  token_endpoint_auth_method: 'string',
  token_endpoint_auth_signing_alg: 'string',
  id_token_signed_response_alg: 'string',
  require_auth_time: 'boolean',
};

/** Names of members that protect, including those that are not defined yet. */
const PROTECTS = /_alg$|_bound_|^require_/;

/** Removes, in place, members that this server uses but whose value is not usable. */
export function keepUsable(metadata: Record<string, unknown>): void {
  for (const [name, rule] of Object.entries(USED)) {
    if (!Object.hasOwn(metadata, name)) continue;
    const kept = rule(metadata[name]);
    if (kept === undefined) delete metadata[name];
    else metadata[name] = kept;
  }
}

/**
 * The known members of a registration request, in a new object, so that nothing else of the request
 * gets any further.
 *
 * @throws errors.InvalidClientMetadata
 */
export function heardMembers(request: object): Record<string, unknown> {
  const heard: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(request)) {
    if (saysNothing(value)) continue;
    if (name === 'jwks') refuseWrongKeys(value);
    else if (Object.hasOwn(USED, name) || LISTS.has(name)) heard[name] = value;
    else if (Object.hasOwn(PROTECTING, name)) heard[name] = protecting(name, value);
    else if (PROTECTS.test(name) && value !== false) {
      throw new errors.InvalidClientMetadata(`${name} asks for what is not offered here`);
    }
  }
  keepUsable(heard);
  return heard;
}

function protecting(name: string, value: unknown): unknown {
  const kind = PROTECTING[name];
  if (typeof value === kind) return value;
  throw new errors.InvalidClientMetadata(`${name} must be a ${kind}`);
}

/** A client that registers itself cannot use keys, but it should learn that its set is wrong. */
function refuseWrongKeys(jwks: unknown): void {
  const { keys } = jwks as { keys?: unknown };
  if (keys === undefined || !saysNothing(keys)) checkClientKeys(jwks);
}

function saysNothing(value: unknown): boolean {
  if (typeof value !== 'object') return value === undefined || value === '';
  return value === null || Object.keys(value).length === 0;
}
