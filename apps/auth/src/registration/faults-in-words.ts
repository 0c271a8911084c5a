import { inWords, type Words } from '../faults/fault.ts';
import type { JsonFault } from '../storage/json-fault.ts';
import type { ClientKeysFault } from './client-keys.ts';
import type { RedirectUriFault, RedirectUrisFault } from './redirect-uris.ts';

const REDIRECT_URI_WORDS: Words<RedirectUriFault> = {
  not_a_text: () => 'every member must be a string',
  own_address: () => 'this server itself is no client',
  uri_too_long: ({ most }) => `a URI may have at most ${most} characters`,
  not_printable: () => 'a URI may hold only printable ASCII, without spaces',
  wildcard: () => 'wildcards are not supported; register each URI exactly',
  backslash: () => 'a URI may not hold a backslash',
  fragment: () => 'a URI may not have a fragment',
  not_absolute: () => 'every member must be an absolute URI',
  scheme_of_no_app: ({ scheme }) => `the scheme ${scheme} is no app's own and not allowed`,
  user_in_uri: () => 'a URI may not hold a user name or password',
  http_elsewhere: () => 'http is allowed on loopback only (127.0.0.1, [::1], localhost); use https',
  no_authority: () => 'an http or https URI must have an authority',
};

/** As an `error_description` says it (RFC 7591 §3.2.2). */
export const REDIRECT_URIS_WORDS: Words<RedirectUrisFault> = {
  no_redirect_uri: () => 'redirect_uris must be an array with at least one URI',
  too_many_redirect_uris: ({ most }) => `redirect_uris may have at most ${most} members`,
  wrong_redirect_uri: ({ fault }) => `redirect_uris: ${inWords(REDIRECT_URI_WORDS, fault)}`,
};

/** The same of keys. */
export const CLIENT_KEYS_WORDS: Words<ClientKeysFault> = {
  no_keys: () => 'jwks must be an object whose member keys holds at least one key',
  key_is_no_object: () => 'every key of jwks must be an object',
  private_key: ({ member }) =>
    `a key of jwks holds the private member ${member}; register the public key alone`,
};

/** The rest of a sentence that begins with what the JSON is. */
export const JSON_WORDS: Words<JsonFault> = {
  no_character: () => 'holds a character that is none: NUL, or half a surrogate',
  too_many_characters: ({ most }) => `holds more than ${most} characters`,
  too_deep: ({ most }) => `is nested more than ${most} levels deep`,
  too_many_values: ({ most }) => `holds more than ${most} values`,
};
