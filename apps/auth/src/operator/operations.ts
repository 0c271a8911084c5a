/**
 * The operations that commands of the operator can perform. A command either opens the database by
 * itself, or asks the server that has the embedded database open; both use this table.
 *
 * @module
 */
import type { z } from 'zod';
import { inputFault } from '../config/input-fault.ts';
import { type JsonBounds, jsonFault } from '../storage/json-fault.ts';
import { addDocument, NewDocument } from './add-document.ts';
import { listPins, OrganisationLogin, unpin } from './admission.ts';
import { checkPerson, PersonText } from './check-person.ts';
import {
  addClient,
  ClientId,
  disableClient,
  enableClient,
  ListClients,
  listClients,
  removeClient,
  showClient,
} from './clients.ts';
import { NewClient } from './new-client.ts';
import { OperationError } from './operation-error.ts';
import type { OperatorContext } from './operator-context.ts';
import { PruneClients, pruneClients } from './prune-clients.ts';
import {
  addRegistrationToken,
  listRegistrationTokens,
  NewRegistrationToken,
  RegistrationTokenId,
  removeRegistrationToken,
} from './registration-tokens.ts';
import { addResource, NewResource } from './add-resource.ts';
import { listResources, ResourceName, removeResource, showResource } from './resources.ts';
import { ResourceChange, setResource } from './set-resource.ts';
import { SearchList } from './search-list.ts';

/** Limits of an input. The longest that an operator gives is a set of keys with certificates. */
const BOUNDS: JsonBounds = { depth: 10, values: 10_000, characters: 1_000_000 };

type Run = (context: OperatorContext, input: unknown) => Promise<object>;

function operation<Input>(
  schema: z.ZodType<Input>,
  run: (context: OperatorContext, input: Input) => Promise<object>,
): Run {
  return async (context, input) => {
    const refused = jsonFault(input, BOUNDS);
    if (refused !== undefined) {
      throw new OperationError({ code: 'invalid_input', path: [], fault: refused });
    }
    const parsed = schema.safeParse(input);
    if (parsed.success) return run(context, parsed.data);
    const [issue] = parsed.error.issues;
    const fault = issue === undefined ? { code: 'unfit' as const } : inputFault(issue);
    const path = (issue?.path ?? []).map(String);
    throw new OperationError({ code: 'invalid_input', path, fault });
  };
}

const OPERATIONS = {
  'admission.check': operation(PersonText, checkPerson),
  'admission.list': operation(SearchList, listPins),
  'admission.unpin': operation(OrganisationLogin, unpin),
  'clients.add': operation(NewClient, addClient),
  'clients.add_document': operation(NewDocument, addDocument),
  'clients.list': operation(ListClients, listClients),
  'clients.prune': operation(PruneClients, pruneClients),
  'clients.show': operation(ClientId, showClient),
  'clients.disable': operation(ClientId, disableClient),
  'clients.enable': operation(ClientId, enableClient),
  'clients.remove': operation(ClientId, removeClient),
  'registration-tokens.add': operation(NewRegistrationToken, addRegistrationToken),
  'registration-tokens.list': operation(SearchList, listRegistrationTokens),
  'registration-tokens.remove': operation(RegistrationTokenId, removeRegistrationToken),
  'resources.add': operation(NewResource, addResource),
  'resources.list': operation(SearchList, listResources),
  'resources.show': operation(ResourceName, showResource),
  'resources.set': operation(ResourceChange, setResource),
  'resources.remove': operation(ResourceName, removeResource),
} as const;

export type OperationName = keyof typeof OPERATIONS;

export function isOperationName(name: string): name is OperationName {
  return Object.hasOwn(OPERATIONS, name);
}

/**
 * Performs an operation.
 *
 * @param input what came from outside, unchecked
 * @returns the answer, which JSON can carry
 * @throws OperationError
 */
export function runOperation(
  context: OperatorContext,
  name: OperationName,
  input: unknown,
): Promise<object> {
  return OPERATIONS[name](context, input);
}
