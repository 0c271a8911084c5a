import { type ClientAndResources, clientAndResources } from '../storage/client-and-resources.ts';
import type { ClientRow } from '../storage/clients.ts';
import type { ServedResource } from '../protocol/resource.ts';
import type { Storage } from '../storage/storage.ts';
import { currentRequest } from './request.ts';

/**
 * The client that a request is from, and the resources: read in one statement and only once, however
 * often the library and our own code ask for them on behalf of that request. Another request reads
 * them again.
 */
export class RequestRecords {
  readonly #storage: Storage;
  #clientId: string | undefined;
  #both: Promise<ClientAndResources> | undefined;
  #resources: Promise<readonly ServedResource[]> | undefined;
  #withheld: string | undefined;

  constructor(storage: Storage) {
    this.#storage = storage;
  }

  /** A client as {@link Storage.clients} has it. The first one that is asked for is the request's. */
  async client(clientId: string): Promise<ClientRow | undefined> {
    if (clientId === this.#withheld) return undefined;
    if (this.#both === undefined) {
      this.#clientId = clientId;
      this.#both = clientAndResources(this.#storage.database, clientId);
    }
    return this.#clientId === clientId
      ? (await this.#both).client
      : this.#storage.clients.row(clientId);
  }

  /** For this request there is no such client, whatever is stored. */
  withhold(clientId: string): void {
    this.#withheld = clientId;
  }

  /** Every resource, in the operator's order. */
  async resources(): Promise<readonly ServedResource[]> {
    if (this.#both !== undefined) return (await this.#both).resources;
    this.#resources ??= this.#storage.resources.all();
    return this.#resources;
  }

  async resource(identifier: string): Promise<ServedResource | undefined> {
    return (await this.resources()).find(({ resource }) => resource === identifier);
  }
}

/** Those of the request that is being served, where it has some; else such as were read by nobody yet. */
export function requestRecords(storage: Storage): RequestRecords {
  return currentRequest()?.records ?? new RequestRecords(storage);
}
