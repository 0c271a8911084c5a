import { type Running, startEmulator } from './emulator.ts';
import type { Stage } from './pages/stage.ts';

/** A client at an emulated provider. */
export interface EmulatedClient {
  /** 0 takes any free port */
  readonly port: number;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
}

export interface OktaPerson {
  /** their subject */
  readonly id: string;
  readonly email: string;
  readonly name: readonly [first: string, last: string];
  readonly groups: readonly string[];
}

export const oktaPeople: readonly OktaPerson[] = [
  {
    id: '00uada00000000000001',
    email: 'ada@example.com',
    name: ['Ada', 'Lovelace'],
    groups: ['Everyone', 'Engineering'],
  },
  {
    id: '00umargaret000000002',
    email: 'margaret@example.org',
    name: ['Margaret', 'Hamilton'],
    groups: ['Everyone', 'Sales, North'],
  },
  {
    id: '00uedsger0000000003',
    email: 'edsger@example.net',
    name: ['Edsger', 'Dijkstra'],
    groups: [],
  },
];

const STAGE: Stage = {
  provider: 'Okta',
  field: 'user_ref',
  roles: oktaPeople.map(({ id, email, name, groups }) => ({
    account: id,
    name: name.join(' '),
    email,
    about: groups,
  })),
};

/**
 * An emulated Okta org. Its own authorization server is the issuer, and `/oauth2/default` below it a custom
 * one. Groups are in the ID token where the scope `groups` is asked for.
 *
 * @param server whose client it is
 */
export function startOktaEmulator(
  { port, clientId, clientSecret, redirectUris }: EmulatedClient,
  server: 'org' | 'default' = 'org',
): Promise<Running> {
  const names = [...new Set(oktaPeople.flatMap(({ groups }) => groups))];
  // The one that everybody is in is there by itself, under this id.
  const groupId = (name: string) =>
    name === 'Everyone' ? '00g_everyone' : `00g${names.indexOf(name)}`;
  const seed = {
    users: oktaPeople.map(({ id, email, name: [first, last] }) => ({
      okta_id: id,
      login: email,
      email,
      first_name: first,
      last_name: last,
    })),
    groups: names.map((name) => ({ okta_id: groupId(name), name })),
    group_memberships: oktaPeople.flatMap(({ id, groups }) =>
      groups.map((name) => ({ user_okta_id: id, group_okta_id: groupId(name) })),
    ),
    oauth_clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        name: 'Gatehouse (development)',
        redirect_uris: redirectUris,
        auth_server_id: server,
      },
    ],
  };
  return startEmulator('okta', port, seed, { stage: STAGE });
}
