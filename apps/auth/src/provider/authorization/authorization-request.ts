import { AsyncLocalStorage } from 'node:async_hooks';
import type { ArtifactPayload } from '../../storage/artifact.ts';

/**
 * One request to the authorization endpoint, as far as its writes belong together.
 *
 * The library ends the interaction that is resumed, and the old name of the session, before it
 * writes what takes their place. Whatever fails in between would leave a person with neither. So
 * both are noted here, and carried out by the statement that writes the successor.
 */
export interface AuthorizationRequest {
  /** the interaction that is being answered: finished by the code, or by the next interaction */
  answering?: string;
  /** the interaction that was resumed: known from then on, whatever becomes of it */
  resumed?: string;
  /** the session's old name: retired by the session under its new one */
  retiring?: string;
  /** judges an interaction that is about to be resumed, and throws where it must not be */
  readonly judge: Judge;
}

type Judge = (uid: string, interaction: ArtifactPayload) => Promise<void>;

const requests = new AsyncLocalStorage<AuthorizationRequest>();

/** Runs a request to the authorization endpoint: adapter calls inside know of each other. */
export function runAuthorizationRequest<T>(
  run: (request: AuthorizationRequest) => Promise<T>,
  judge: Judge = () => Promise.resolve(),
): Promise<T> {
  const request: AuthorizationRequest = { judge };
  return requests.run(request, () => run(request));
}

/** The running request to the authorization endpoint; `undefined` outside of one. */
export function currentAuthorizationRequest(): AuthorizationRequest | undefined {
  return requests.getStore();
}
