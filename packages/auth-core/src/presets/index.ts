/**
 * How providers other than a Gatehouse write their access tokens. A preset is spread into the
 * options of `jwtVerifier`; `audience` is always yours to say, and whatever comes after it counts.
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
