import type { Adapter } from 'oidc-provider';
import type { Storage } from '../storage.ts';
import type { PresentedArtifact } from '../token-request.ts';
import { createArtifactAdapter } from './artifact-adapter.ts';
import { createClientAdapter } from './client-adapter.ts';
import { createGrantAdapter } from './grant-adapter.ts';
import { createInteractionAdapter } from './interaction-adapter.ts';
import { createReplayAdapter } from './replay-adapter.ts';
import { createSessionAdapter } from './session-adapter.ts';

/** What the running token request presents, read from the library's context. */
export type ReadPresented = () => PresentedArtifact | undefined;

/**
 * The library's storage: one adapter for each of its models, by the name of the model.
 *
 * Inside a token request, reads come from the request's unit and writes go into it
 * ({@link TokenRequest}); everywhere else each call is one statement of its own.
 */
export function createAdapterFactory(
  storage: Storage,
  readPresented: ReadPresented,
): (model: string) => Adapter {
  return (model) => {
    switch (model) {
      case 'Client':
        return createClientAdapter(storage, readPresented);
      case 'Grant':
        return createGrantAdapter(storage);
      case 'Session':
        return createSessionAdapter(storage);
      case 'Interaction':
        return createInteractionAdapter(storage);
      case 'ReplayDetection':
        return createReplayAdapter(storage);
      default:
        return createArtifactAdapter(storage, model);
    }
  };
}

/** A member of the library's adapter interface that this model must never be asked for. */
export function unsupported(model: string, member: string): () => Promise<never> {
  return () => Promise.reject(new TypeError(`${model} records have no ${member}`));
}
