import type { AskedFor } from '../../pages/pages.ts';
import { sayableAddress } from '../../protocol/sayable-address.ts';
import { parametersIn } from './parameters-in.ts';

/** An id as servers make them: nothing that could be read as a sentence. */
const ID = /^[\w.~:-]{1,64}$/;

/**
 * What a request that failed asked for, for whoever makes the app. Whoever writes a link chooses its
 * parameters, so none is repeated that could speak to the user: ids without blanks, addresses as they may be
 * said, and of a description the names of parameters alone.
 *
 * @param params of the authorization request, as they came
 * @param description the standard's `error_description`, which may repeat them
 */
export function askedFor(
  params: Readonly<Record<string, unknown>> | undefined,
  description: string | undefined,
): AskedFor {
  const { client_id: id, redirect_uri: redirectUri } = params ?? {};
  const isId = typeof id === 'string' && ID.test(id);
  return {
    clientId: isId ? id : sayableAddress(id),
    redirectUri: sayableAddress(redirectUri),
    parameters: parametersIn(description),
  };
}
