import { quote, webAddressFaultInWords } from '@gatehouse/environment';
import type { Words } from '../faults/fault.ts';
import type { InputFault } from './input-fault.ts';
import type { ResourceFault } from './resources.ts';

/** What a JSON value ought to be. */
const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/** The rest of a sentence that begins with the name of the value. */
export const INPUT_WORDS: Words<InputFault> = {
  missing: () => 'is missing',
  wrong_kind: ({ expected }) => `is not ${KINDS[expected] ?? expected}`,
  empty: () => 'is empty',
  too_small: ({ least }) => `is less than ${least}`,
  too_big: ({ most }) => `is more than ${most}`,
  too_long: ({ most }) => `is longer than ${most} characters`,
  none_of: ({ values }) => `is none of ${values.join(', ')}`,
  unknown_members: ({ names }) =>
    `holds ${names.map(quote).join(' and ')}, which has no meaning here`,
  not_a_scope_name: () => 'is not a scope name',
  no_scope: () => 'names no scope',
  openid_scope: () => 'redefines an OpenID Connect scope',
  unfit: () => 'is not as it should be',
};

/** The same of a resource. */
export const RESOURCE_WORDS: Words<ResourceFault> = {
  ...INPUT_WORDS,
  no_address: ({ fault }) => `holds an entry that ${webAddressFaultInWords(fault)}`,
  not_plain: ({ address, plain }) =>
    `holds ${quote(address)}, whose plain spelling is ${quote(plain)}`,
  not_https: ({ address }) => `holds ${quote(address)}, which is not https`,
  on_loopback: ({ address }) => `holds ${quote(address)}, which is on loopback`,
};
