import type { Fetch } from '@gatehouse/auth-core';
import type { Environment } from '@gatehouse/environment';

import type { OwnNames } from '../config/own-url.ts';

/** What the functions that read the variables of a mode get. */
export interface ModeContext extends OwnNames {
  readonly environment: Environment;
  readonly production: boolean;
}

/** What a verifier needs in addition to the configuration of its mode. */
export interface VerifierDependencies {
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly fetch: Fetch;
  /** Called when a server cannot be reached or its answer cannot be used, for the log. */
  readonly onProblem: (error: unknown) => void;
}
