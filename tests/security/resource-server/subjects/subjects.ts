import { JWT, type SubjectName, TOLD } from '../runner/names.ts';
import type { World } from '../runner/world.ts';
import { googleIdToken } from './google-id-token.ts';
import { jwtSubject } from './jwt-subjects.ts';
import type { Subject } from './subject.ts';
import { toldSubject } from './told-subjects.ts';

/** A verifier of the table, new, in a world of its own. */
export function subjectOf(name: SubjectName, world: World): Subject {
  const jwt = JWT.find((one) => one === name);
  if (jwt !== undefined) return jwtSubject(jwt, world);
  const told = TOLD.find((one) => one === name);
  return told === undefined ? googleIdToken(world) : toldSubject(told, world);
}
