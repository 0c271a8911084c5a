import { startEmulator } from './emulator.ts';
import type { Rewrite } from './front.ts';
import { withStableSubjects } from './google-subjects.ts';
import { GOOGLE_STAGE, googlePeople } from './people.ts';

export interface OpenIdEmulator {
  /** Points `apps/auth` at the emulator. */
  readonly environment: {
    readonly OIDC_ISSUER: string;
    readonly OIDC_CLIENT_ID: string;
    readonly OIDC_CLIENT_SECRET: string;
  };
  close(): Promise<void>;
}

export interface OpenIdEmulatorOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Origin of the authorization server; its callback is the only redirect URI accepted. */
  readonly publicUrl: string;
}

const CLIENT = { client_id: 'gatehouse-emulated-openid', client_secret: 'not-a-secret-openid' };

/**
 * Some OpenID provider, for tests: the emulated Google under a name of its own, with Google's people
 * and their subjects (`googleSubject`).
 */
export async function startOpenIdEmulator({
  port,
  publicUrl,
}: OpenIdEmulatorOptions): Promise<OpenIdEmulator> {
  const redirectUris = [`${new URL(publicUrl).origin}/callback/oidc`];
  const clients = [{ ...CLIENT, name: 'Gatehouse (development)', redirect_uris: redirectUris }];
  const seed = { users: googlePeople, oauth_clients: clients };
  const emulator = await startEmulator('google', port, seed, {
    stage: { ...GOOGLE_STAGE, provider: 'OpenID provider' },
    rewrite: rewrite(withStableSubjects()),
  });
  return {
    environment: {
      OIDC_ISSUER: emulator.url,
      OIDC_CLIENT_ID: CLIENT.client_id,
      OIDC_CLIENT_SECRET: CLIENT.client_secret,
    },
    close: () => emulator.close(),
  };
}

/** The emulator announces `client_secret_basic`, too, and does not know it. */
function rewrite(next: Rewrite): Rewrite {
  return (path, body) =>
    path === '/.well-known/openid-configuration'
      ? { ...(body as object), token_endpoint_auth_methods_supported: ['client_secret_post'] }
      : next(path, body);
}
