import type { Adapter } from 'oidc-provider';
import type { Events } from '../../events/events.ts';
import type { Storage } from '../../storage/storage.ts';
import type { WithinRoom } from '../limits/room.ts';
import { createArtifactAdapter } from './artifact-adapter.ts';
import { createClientAdapter } from './client-adapter.ts';
import { createGrantAdapter } from './grant-adapter.ts';
import { createInteractionAdapter } from './interaction-adapter.ts';
import {
  createInitialTokenAdapter,
  createRegistrationTokenAdapter,
} from './registration-token-adapters.ts';
import { createReplayAdapter } from './replay-adapter.ts';
import { createSessionAdapter } from './session-adapter.ts';

/** How clients register themselves. */
export interface Registering {
  /** the operator's own initial access token, if there is one */
  readonly registrationToken?: string | undefined;
  /** absent where nobody registers */
  readonly withinRoom?: WithinRoom;
}

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
  { registrationToken, withinRoom }: Registering = {},
): (model: string) => Adapter {
  return (model) => {
    switch (model) {
      case 'Client':
        return createClientAdapter(storage, events, servesDocument, withinRoom);
      case 'Grant':
        return createGrantAdapter(storage, events);
      case 'Session':
        return createSessionAdapter(storage, events);
      case 'Interaction':
        return createInteractionAdapter(storage);
      case 'ReplayDetection':
        return createReplayAdapter(storage);
      case 'RegistrationAccessToken':
        return createRegistrationTokenAdapter(storage);
      case 'InitialAccessToken':
        return createInitialTokenAdapter(storage, registrationToken);
      default:
        return createArtifactAdapter(storage, model);
    }
  };
}
