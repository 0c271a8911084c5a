import { type Running, startEmulator } from './emulator.ts';
import type { Rewrite } from './front.ts';
import type { EmulatedClient } from './okta.ts';
import type { Stage } from './pages/stage.ts';

export interface EntraPerson {
  readonly email: string;
  readonly name: string;
  /** the tenant that they belong to, a UUID */
  readonly tenant: string;
}

const CORP = '3f8a6d0e-5b7c-4a51-9d2e-6f1b0c4e7a90';
const STRANGERS = 'c0ffee00-1a2b-4c3d-8e4f-5a6b7c8d9e0f';

/** Of two tenants. Anybody may make one, with people of any address in it. */
export const entraPeople: readonly EntraPerson[] = [
  { email: 'ada@example.com', name: 'Ada Lovelace', tenant: CORP },
  { email: 'eve@strangers.example', name: 'Eve', tenant: STRANGERS },
];

const STAGE: Stage = {
  provider: 'Entra ID',
  field: 'email',
  roles: entraPeople.map(({ email, name, tenant }) => ({
    account: email,
    name,
    email,
    about: [tenant],
  })),
};

/**
 * An emulated Entra ID for people of every tenant. The issuer to configure is `/organizations/v2.0` below its
 * address, and its metadata names one with `{tenantid}` in it, as Microsoft's does.
 */
export function startEntraEmulator({
  port,
  clientId,
  clientSecret,
  redirectUris,
}: EmulatedClient): Promise<Running> {
  const client = {
    client_id: clientId,
    client_secret: clientSecret,
    name: 'Gatehouse (development)',
    redirect_uris: redirectUris,
  };
  const users = entraPeople.map(({ tenant, ...person }) => ({ ...person, tenant_id: tenant }));
  const seed = { users, oauth_clients: [client] };
  return startEmulator('microsoft', port, seed, { stage: STAGE, rewrite: withIssuerTemplate });
}

/** The emulator names the issuer of one tenant there. */
const withIssuerTemplate: Rewrite = (path, body) => {
  if (!/^\/(?:organizations|common)\/v2\.0\/\.well-known\//.test(path)) return body;
  const metadata = body as { readonly issuer: string };
  return { ...metadata, issuer: `${new URL(metadata.issuer).origin}/{tenantid}/v2.0` };
};
