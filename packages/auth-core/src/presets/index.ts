/**
 * How other providers write their access tokens. A preset is spread into the options of `jwtVerifier`;
 * `audience` has to be added, and options after the preset replace its own.
 *
 * @module
 */
export { auth0 } from './auth0.ts';
export { clerk } from './clerk.ts';
export { cognito } from './cognito.ts';
export { entra } from './entra.ts';
export { keycloak } from './keycloak.ts';
export { okta } from './okta.ts';
export { plain } from './plain.ts';
export { zitadel } from './zitadel.ts';
