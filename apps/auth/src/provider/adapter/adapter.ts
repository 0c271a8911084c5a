import type { Adapter } from 'oidc-provider';
import type { Events } from '../../events/events.ts';
import type { Storage } from '../../storage/storage.ts';
import { createArtifactAdapter } from './artifact-adapter.ts';
import { createClientAdapter } from './client-adapter.ts';
import { createGrantAdapter } from './grant-adapter.ts';
import { createInteractionAdapter } from './interaction-adapter.ts';
import { createReplayAdapter } from './replay-adapter.ts';
import { createSessionAdapter } from './session-adapter.ts';

/**
 * The library's storage: one adapter for each of its models, by the name of the model.
 *
 * Inside a token request, reads come from the request's unit and writes go into it
 * (token/unit.ts); everywhere else each call is one statement of its own.
 *
 * @param servesDocument whether the client with this id, which is known by its document, may be one
 */
export function createAdapterFactory(
  storage: Storage,
  events: Events,
  servesDocument: (clientId: string) => boolean,
): (model: string) => Adapter {
  return (model) => {
    switch (model) {
      case 'Client':
        return createClientAdapter(storage, events, servesDocument);
      case 'Grant':
        return createGrantAdapter(storage, events);
      case 'Session':
        return createSessionAdapter(storage, events);
      case 'Interaction':
        return createInteractionAdapter(storage);
      case 'ReplayDetection':
        return createReplayAdapter(storage);
      default:
        return createArtifactAdapter(storage, model);
    }
  };
}
