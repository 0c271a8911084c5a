import { expect, test } from 'vitest';
import { OperationError, type OperationFault } from '../../operator/operation-error.ts';
import { CommandError, type CommandFault } from '../command-error.ts';
import { faultInWords } from './faults-in-words.ts';

type Sample<Kind extends { code: string }> = {
  readonly [Code in Kind['code']]: Omit<Extract<Kind, { code: Code }>, 'code'>;
};

/** One of each: a code that is missing here does not compile. */
const OPERATIONS: Sample<OperationFault> = {
  invalid_input: { path: ['client_name'], fault: { code: 'empty' } },
  unreadable_input: { why: 'too_long' },
  unknown_operation: {},
  unknown_client: { clientId: 'x' },
  documents_off: {},
  no_document_address: { clientId: 'x' },
  document_not_served: { host: 'x' },
  document_refused: { clientId: 'x', fault: { code: 'status', status: 403 } },
  client_id_taken: { clientId: 'x' },
  invalid_client_metadata: { fault: { code: 'needs_https', of: 'silent', redirectUri: 'a:/' } },
  unknown_resource: { resource: 'x', configured: true },
  no_such_resource: { resource: 'x' },
  unknown_scope: { scope: 'x' },
  invalid_resource: {
    path: [],
    fault: { code: 'no_address', fault: { code: 'not_http', text: 'x' } },
  },
  resource_unread: { resource: 'x', at: 'x', fault: { code: 'unfit', member: 'resource' } },
  resource_names_another: { resource: 'x', named: 'x' },
  scope_unnamed: { scope: 'x' },
  resource_exists: { resource: 'x' },
  managed_by_environment: { resource: 'x' },
  prune_what: {},
  unknown_registration_token: { id: 'x' },
  unknown_person: { person: 'x' },
  unknown_pin: { login: 'x' },
  failed: {},
};

const COMMANDS: Sample<CommandFault> = {
  unreadable_jwks: { file: 'x' },
  unreadable_copy: { file: 'x' },
  name_missing: {},
  said_by_document: { what: 'x' },
  copy_of_nothing: {},
  scope_without_description: { scope: 'x' },
  scope_said_twice: { scope: 'x' },
  invalid_duration: { text: 'x' },
  terminal: { stream: 'input' },
  no_database: { dataDirectory: 'x' },
  pending_migrations: {},
  older_server: { missing: ['x'] },
  server_denied: {},
  server_unreachable: { cause: 'EPIPE' },
  not_understood: { told: 'x' },
};

const operation = (fault: object) => new OperationError(fault as OperationFault);
const samples = [
  ...Object.entries(OPERATIONS).map(([code, facts]) => operation({ code, ...facts })),
  ...Object.entries(COMMANDS).map(
    ([code, facts]) => new CommandError({ code, ...facts } as CommandFault),
  ),
];

test.each(samples)('%s is told in two sentences, and the error holds neither', (error) => {
  const { message, remedy } = faultInWords(error, 'gatehouse');
  for (const sentence of [message, remedy]) {
    expect(sentence).toMatch(/^["`<\w].+(?:[.}]|json\.gz)$/);
    expect(sentence).not.toMatch(/undefined|\[object/);
  }
  expect(error.message).toBe(error.fault.code);
});

test.each<[object, string]>([
  [
    { code: 'invalid_input', path: ['idle_seconds'], fault: { code: 'too_big', most: 9 } },
    '--idle is more than 9.',
  ],
  [
    { code: 'invalid_input', path: [], fault: { code: 'too_deep', most: 10 } },
    'The input is nested more than 10 levels deep.',
  ],
  [
    {
      code: 'invalid_client_metadata',
      fault: { code: 'wrong_redirect_uri', fault: { code: 'scheme_of_no_app', scheme: 'ms-x:' } },
    },
    "The client is not as it should be: redirect_uris: the scheme ms-x: is no app's own and not allowed.",
  ],
  [
    { code: 'invalid_client_metadata', fault: { code: 'private_key', member: 'd' } },
    'The client is not as it should be: a key of jwks holds the private member d; register the public key alone.',
  ],
  [
    { code: 'invalid_resource', path: ['scopes', 'openid'], fault: { code: 'openid_scope' } },
    '--scope redefines an OpenID Connect scope.',
  ],
  [
    {
      code: 'invalid_resource',
      path: [],
      fault: { code: 'not_plain', address: 'HTTPS://a.example/', plain: 'https://a.example/' },
    },
    'The resource holds "HTTPS://a.example/", whose plain spelling is "https://a.example/".',
  ],
])('faults inside faults are worded, too: %j', (fault, message) => {
  expect(faultInWords(operation(fault), 'gatehouse').message).toBe(message);
});

test.each<[object, string]>([
  [{ code: 'of_next_year' }, 'of_next_year'],
  [{ code: 'toString' }, 'toString'],
  [{ code: 'invalid_input', path: [], fault: { code: 'too_blue' } }, 'too_blue'],
  [
    {
      code: 'invalid_client_metadata',
      fault: { code: 'wrong_redirect_uri', fault: { code: 'too_red' } },
    },
    'too_red',
  ],
])('%j, which a newer server may answer, is told by its code', (fault, code) => {
  expect(faultInWords(operation(fault), 'gatehouse')).toEqual({
    message: `The running server refused this as "${code}", which this command does not know.`,
    remedy: 'Use the command of the same version of Gatehouse.',
  });
});
