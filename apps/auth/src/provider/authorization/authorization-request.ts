import type { ConsentReused } from '../../events/event.ts';
import type { ArtifactPayload } from '../../storage/artifact.ts';

/**
 * One request to the authorization endpoint, as far as its writes belong together.
 *
 * The library ends the interaction that is resumed, and the old name of the session, before it
 * writes what takes their place. Whatever fails in between would leave a user with neither. So
 * both are noted here, and carried out by the statement that writes the successor.
 */
export interface AuthorizationRequest {
  /** the interaction that is being answered: finished by the code, or by the next interaction */
  answering?: string;
  /** the interaction that was resumed: known from then on, whatever becomes of it */
  resumed?: string;
  /** the session's old name: retired by the session under its new one */
  retiring?: string;
  /** the client is answered without a question; to be told if it is */
  reused?: ConsentReused;
  /** judges an interaction that is about to be resumed, and throws where it must not be */
  readonly judge: (uid: string, interaction: ArtifactPayload) => Promise<void>;
}
