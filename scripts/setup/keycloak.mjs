/** Which Keycloak there is to sign in at. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Why there is none. It is for the reader of a log: nothing has failed. */
export class NoKeycloak extends Error {
  name = 'NoKeycloak';
}

/**
 * The folder of an unpacked Keycloak. It is not brought: it is large, and needs a Java.
 *
 * @param {Record<string, string>} env
 * @returns {string}
 * @throws {NoKeycloak} where none is named, or the folder holds none
 */
export function keycloakOf({ KEYCLOAK_HOME: home = '' }) {
  if (home === '') {
    throw new NoKeycloak('KEYCLOAK_HOME names no folder with an unpacked Keycloak');
  }
  if (existsSync(join(home, 'bin', 'kc.sh'))) return home;
  throw new NoKeycloak(`there is no bin/kc.sh in ${home}, which KEYCLOAK_HOME names`);
}
