import type { Fetch } from '@gatehouse/auth-core';
import type { Environment } from '@gatehouse/environment';

import type { OwnNames } from '../config/own-url.ts';
import type { Asked } from '../figures/upstream-figures.ts';
import type { Upstream } from '../upstream/upstream.ts';

/** What the functions that read the variables of a mode get. */
export interface ModeContext extends OwnNames {
  readonly environment: Environment;
  readonly production: boolean;
}

/** What a verifier needs in addition to the configuration of its mode. */
export interface VerifierDependencies {
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly upstream: Upstream;
}

/** What a verifier is given that asks others for one kind of thing. */
export function asking(
  { clock, upstream }: VerifierDependencies,
  what: Asked,
): {
  readonly clock: () => number;
  readonly fetch: Fetch;
  readonly onProblem: (error: unknown) => void;
} {
  return { clock, fetch: upstream.fetchFor(what), onProblem: upstream.problemFor(what) };
}
