/**
 * What becomes of each member of a client's metadata (RFC 7591 §2, OpenID Connect Registration §2).
 *
 * | a member that | is |
 * | --- | --- |
 * | says nothing: null, an empty text, list or object | taken for one that was left out |
 * | is of use here | kept where it is usable, else left out |
 * | protects the client, or people | refused where it is wrong, or asks for what is not offered |
 * | is anything else | left out |
 *
 * What is left out was a convenience: the answer shows what was kept (RFC 7591 §3.2.1). Whoever asks
 * for a protection has to be told that there is none.
 *
 * @module
 */
import { errors } from 'oidc-provider';
import { checkClientKeys } from './client-keys.ts';

const MAX_TEXT = 200;
const MAX_LINK = 2048;
const MAX_CONTACTS = 10;

/** A valid e-mail address as HTML has it; the library takes all of these, and more. */
const EMAIL =
  /^[\w.!#$%&'*+/=?^`{|}~-]+@[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?)*$/i;

/** What is kept of a value; `undefined`: it is left out. */
type Rule = (value: unknown) => unknown;

const usable =
  (isUsable: (value: unknown) => boolean): Rule =>
  (value) =>
    isUsable(value) ? value : undefined;

/** The usable texts of a list, where there are any. */
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

/** A page of the client's own, which may be linked to and is never fetched. */
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

/** Judged as lists in client-metadata.ts, by what is served here. */
const LISTS = new Set(['redirect_uris', 'grant_types', 'response_types']);

/** Members that protect and are offered. Which values there are, the library knows. */
const PROTECTING: Readonly<Record<string, 'string' | 'boolean'>> = {
  token_endpoint_auth_method: 'string',
  token_endpoint_auth_signing_alg: 'string',
  id_token_signed_response_alg: 'string',
  require_auth_time: 'boolean',
};

/** How members are called that protect, those included that nobody has thought of yet. */
const PROTECTS = /_alg$|_bound_|^require_/;

/** Leaves out, in place, what of the members that are of use here is not usable. */
export function keepUsable(metadata: Record<string, unknown>): void {
  for (const [name, rule] of Object.entries(USED)) {
    if (!Object.hasOwn(metadata, name)) continue;
    const kept = rule(metadata[name]);
    if (kept === undefined) delete metadata[name];
    else metadata[name] = kept;
  }
}

/**
 * What is heard of a registration request: a fresh object of known members, so that nothing else of the
 * request goes any further.
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

/** Keys serve nothing that a client may register for itself, but of a wrong set it should hear. */
function refuseWrongKeys(jwks: unknown): void {
  const { keys } = jwks as { keys?: unknown };
  if (keys === undefined || !saysNothing(keys)) checkClientKeys(jwks);
}

function saysNothing(value: unknown): boolean {
  if (typeof value !== 'object') return value === undefined || value === '';
  return value === null || Object.keys(value).length === 0;
}
