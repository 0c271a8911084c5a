import { decodeJwt, decodeProtectedHeader } from 'jose';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { ClientKeys } from '../../documents/client-keys.ts';
import { type ServedRequest, currentRequest } from '../request.ts';
import { refusedByClaims } from './assertion-refusals.ts';

export interface KeysAtAddresses {
  readonly keys: ClientKeys;
  readonly issuer: string;
  /** seconds since the epoch */
  readonly now: () => number;
}

/**
 * The library's storage, in which a client that has its keys at an address has the keys themselves, where
 * an assertion of its is to be verified. The library would fetch them by itself otherwise, or fail to
 * (no-requests.ts).
 */
export function withKeys(
  adapters: (model: string) => Adapter,
  context: KeysAtAddresses,
): (model: string) => Adapter {
  return (model) => {
    const adapter = adapters(model);
    if (model !== 'Client') return adapter;
    return {
      ...adapter,
      async find(clientId) {
        const client = await adapter.find(clientId);
        if (!client || typeof client.jwks_uri !== 'string') return client;
        const request = currentRequest();
        const keys = request && (await keysFor(request, client, clientId, context));
        if (keys === undefined || keys.length === 0) return client;
        const { jwks_uri: _address, ...others } = client;
        return { ...others, jwks: { keys } };
      },
    };
  };
}

/** Read once for a request: the library looks a client up again where something goes wrong. */
function keysFor(
  request: ServedRequest,
  { jwks_uri: address }: AdapterPayload,
  clientId: string,
  { keys, issuer, now }: KeysAtAddresses,
): Promise<readonly object[]> | undefined {
  const assertion = request.ctx?.oidc?.params?.client_assertion;
  if (typeof assertion !== 'string' || typeof address !== 'string') return undefined;
  // What is refused whatever its key is worth no request to anybody.
  if (refusedByClaims(assertion, issuer, now()) !== undefined) return undefined;
  if (decodeJwt(assertion).sub !== clientId) return undefined;
  const { kid } = decodeProtectedHeader(assertion);
  request.clientKeys ??= keys.find(clientId, address, kid);
  return request.clientKeys;
}
