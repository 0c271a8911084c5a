import { errors, type Provider } from 'oidc-provider';
import type { Events } from '../../events/events.ts';
import type { Storage } from '../../storage/storage.ts';
import { type GrantHandler, wrapGrantType } from '../internals.ts';
import { servedRequest } from '../request.ts';
import type { GrantType } from './grant-type.ts';

/** Has `provider` answer token requests as each of these grant types says. */
export function installGrantTypes(
  provider: Provider,
  { storage, events }: { readonly storage: Storage; readonly events: Events },
  grantTypes: readonly GrantType[],
): void {
  for (const { name, parameters, refusal, answer } of grantTypes) {
    const around =
      (original: GrantHandler): GrantHandler =>
      (ctx) => {
        const { token: request } = servedRequest();
        if (request === undefined) throw new TypeError('this is no request to the token endpoint');
        return answer(ctx, { storage, events, request, original }).catch((error: unknown) => {
          if (error instanceof errors.InvalidGrant && refusal !== undefined) {
            error.error_description = refusal;
          }
          throw error;
        });
      };
    if (parameters === undefined) wrapGrantType(provider, name, around);
    else provider.registerGrantType(name, around(noOriginal(name)), [...parameters]);
  }
}

function noOriginal(name: string): GrantHandler {
  return () => Promise.reject(new TypeError(`the library has no handler for ${name}`));
}
