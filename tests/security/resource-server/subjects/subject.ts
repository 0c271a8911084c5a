import type { KeyObject } from 'node:crypto';
import type { Verifier } from '@gatehouse/auth-core';
import type { Json, Signing } from '../runner/forge.ts';
import type { SubjectName } from '../runner/names.ts';

/** Departures from a good token; what is `undefined` is left out. */
export interface Changes {
  readonly header?: Json;
  readonly claims?: Json;
}

/** One verifier, with tokens of its kind. */
export interface Subject {
  readonly name: SubjectName;
  readonly verifier: Verifier;
  /** What a good token says, of which the rows change something. */
  readonly claims: Json;
  /** A token that says something else in the way that tokens of this kind say it. */
  readonly token: (changes?: Changes) => Promise<string>;
  /** A JWT that is as right as a JWT can be here, to be spoilt. */
  readonly jwt: (changes?: Changes) => Promise<string>;
  /** The key that signs such JWTs, and how. */
  readonly key: KeyObject;
  readonly signing: Signing;
}
