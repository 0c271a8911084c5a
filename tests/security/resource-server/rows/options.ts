/** Options that say nothing about whom tokens are for: RS-07. */
import {
  githubTokenVerifier,
  googleTokenVerifier,
  introspectionVerifier,
  jwtVerifier,
} from '@gatehouse/auth-core';
import { about, AROUND, type Of } from '../runner/names.ts';
import type { TokenRow } from '../runner/row.ts';
import { counted } from '../runner/words.ts';
import { ISSUER } from '../runner/world.ts';

/** As it comes from an environment without the variable, past the types. */
type Unset = string;
const UNSET: Readonly<Record<string, unknown>> = {
  undefined,
  null: null,
  empty: '',
  blank: ' ',
  'no name': [],
  'an empty name': [''],
};

const OF_ANOTHER = 'What is inside is made first, and refuses.';

export const options: readonly TokenRow[] = [
  {
    id: 'RS-07',
    attack: 'no audience in the configuration: unset, empty, blank, an empty list',
    expected: 'no start',
    notFor: {
      ...about(AROUND, OF_ANOTHER),
      custom: 'Whom a token is for is its function’s to say.',
    },
    run(on) {
      const make: Of<(unset: Unset) => unknown> = {
        'jwt (metadata)': (audience) => jwtVerifier({ issuer: ISSUER, audience }),
        'jwt (static key)': (audience) =>
          jwtVerifier({ issuer: ISSUER, audience, publicKey: on.world.issuer.publicPem }),
        introspection: (audience) =>
          introspectionVerifier({
            issuer: ISSUER,
            audience,
            clientAuthentication: {
              method: 'client_secret_post',
              clientId: 'mcp',
              clientSecret: 'secret',
            },
          }),
        github: (clientId) => githubTokenVerifier({ clientId, clientSecret: 'secret' }),
        'google ID token': (clientId) => googleTokenVerifier({ clientId, idTokens: true }),
        'google access token': (clientId) => googleTokenVerifier({ clientId }),
      };
      const started = (unset: unknown) => {
        try {
          make[on.subject.name]?.(unset as Unset);
          return `it starts, ${counted(0)}`;
        } catch (error) {
          const { code } = error as { code?: unknown };
          return code === 'configuration_invalid'
            ? `does not start, ${counted(0)}`
            : `throws ${String(error)}`;
        }
      };
      return Promise.resolve(
        Object.fromEntries(Object.entries(UNSET).map(([name, unset]) => [name, started(unset)])),
      );
    },
  },
];
