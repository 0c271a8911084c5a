/**
 * The table of endpoints, by which the requests of this test are made: the one place of these tests that
 * looks inside of an app, so that an endpoint that is added is asked, too.
 *
 * @module
 */
// @boundaries-ignore nothing outside of the app says which addresses there are
import { endpointAt } from '../../../apps/auth/src/protocol/addresses.ts';
// @boundaries-ignore nothing outside of the app says which addresses there are
import { allEndpoints } from '../../../apps/auth/src/protocol/endpoints.ts';

export { allEndpoints, endpointAt };
