import type { Fetch } from '@gatehouse/auth-core';
import type { Environment } from '@gatehouse/environment';

import type { OwnNames } from '../config/own-url.ts';

/** What a mode reads its part of the configuration from. */
export interface ModeContext extends OwnNames {
  readonly environment: Environment;
  readonly production: boolean;
}

/** What a verifier needs beside its part of the configuration. */
export interface VerifierDependencies {
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly fetch: Fetch;
  /** Told of every failure to ask or to use the answer, for the log. */
  readonly onProblem: (error: unknown) => void;
}
