import { entraPeople, startEntraEmulator, startOktaEmulator } from '@gatehouse/emulators';
import { freePort } from '../ports.ts';
import { OpenIdProvider, type ProviderSettings } from './openid-provider.ts';

/** People of both bare providers, who have the same names and other groups. */
const ACME_PEOPLE: ProviderSettings['people'] = {
  ada: { name: 'Ada Lovelace', groups: ['engineering', 'staff'] },
  eve: { name: 'Eve', groups: ['staff'] },
};
const GLOBEX_PEOPLE: ProviderSettings['people'] = {
  ada: { name: 'Ada of Globex', groups: ['engineering'] },
  margaret: { name: 'Margaret Hamilton', groups: ['Sales, North'] },
};

/** Who is let in: engineers of Acme, a sales team of Globex, a group and a whole login beside them. */
const ADMIT = [
  'oidc-group:acme/engineering',
  'oidc-group:globex/Sales%2C%20North',
  'oidc-group:okta/Engineering',
  'oidc:entra',
].join(' ');

/** What makes `apps/auth` sign people in with nobody whom the stack emulates. */
const NOBODY_ELSE = {
  GITHUB_CLIENT_ID: '',
  GITHUB_CLIENT_SECRET: '',
  GITHUB_URL: '',
  GITHUB_API_URL: '',
  GOOGLE_CLIENT_ID: '',
  GOOGLE_CLIENT_SECRET: '',
  GOOGLE_ISSUER: '',
  OIDC_ISSUER: '',
  OIDC_CLIENT_ID: '',
  OIDC_CLIENT_SECRET: '',
};

/** Logins at OpenID providers that others have written, and nothing beside them. */
export interface ForeignLogins {
  /** variables of `apps/auth` */
  readonly variables: Readonly<Record<string, string>>;
  /** bare `oidc-provider`, with claims in the ID token */
  readonly acme: OpenIdProvider;
  /** the same with claims at userinfo, and the secret in the header */
  readonly globex: OpenIdProvider;
  /** every origin of theirs */
  readonly urls: readonly string[];
  stop(): Promise<void>;
}

/** A provider that nobody is let in by, because it is not what the configuration says. */
export const MISSPELT = 'wrong';

/**
 * Chooses ports, so that the variables are known, and starts the providers for the authorization server
 * that has them.
 */
export async function foreignLogins(): Promise<{
  readonly variables: ForeignLogins['variables'];
  start(issuer: string): Promise<ForeignLogins>;
}> {
  const [acmePort, globexPort, oktaPort, entraPort] = await Promise.all(
    Array.from({ length: 4 }, () => freePort()),
  );
  const at = (port: number | undefined) => `http://localhost:${port}`;
  const login = (name: string, issuer: string, more: Record<string, string> = {}) =>
    Object.fromEntries(
      Object.entries({
        ISSUER: issuer,
        CLIENT_ID: `gatehouse-${name}`,
        CLIENT_SECRET: `not-a-secret-${name}-of-32-characters`,
        ...more,
      }).map(([stem, value]) => [`OIDC_${stem}_${name.toUpperCase()}`, value]),
    );
  const groups = { SCOPES: 'openid profile groups', GROUPS_CLAIM: 'groups' };
  const variables = {
    ...NOBODY_ELSE,
    ADMIT,
    ...login('acme', at(acmePort), { ...groups, LABEL: 'Acme' }),
    ...login('globex', at(globexPort), { ...groups, LABEL: 'Globex' }),
    ...login('okta', at(oktaPort), { ...groups, LABEL: 'Okta' }),
    ...login('entra', `${at(entraPort)}/organizations/v2.0`, {
      TENANTS: entraPeople[0]?.tenant ?? '',
    }),
    ...login(MISSPELT, `${at(oktaPort)}/oauth2/default/`),
  };

  return {
    variables,
    async start(issuer) {
      const client = (name: string) => ({
        client_id: `gatehouse-${name}`,
        client_secret: `not-a-secret-${name}-of-32-characters`,
        redirect_uris: [`${issuer}/callback/oidc-${name}`],
      });
      const emulated = (name: string, port: number) => {
        const { client_id: clientId, client_secret: clientSecret, redirect_uris } = client(name);
        return { port, clientId, clientSecret, redirectUris: redirect_uris };
      };
      const acme = new OpenIdProvider({
        port: acmePort!,
        client: client('acme'),
        people: ACME_PEOPLE,
        claimsAt: 'id_token',
        clientAuthentication: 'client_secret_post',
        algorithm: 'RS256',
      });
      const globex = new OpenIdProvider({
        port: globexPort!,
        client: client('globex'),
        people: GLOBEX_PEOPLE,
        claimsAt: 'userinfo',
        clientAuthentication: 'client_secret_basic',
        algorithm: 'ES256',
      });
      const [okta, entra] = await Promise.all([
        startOktaEmulator(emulated('okta', oktaPort!)),
        startEntraEmulator(emulated('entra', entraPort!)),
        acme.start(),
        globex.start(),
      ]);
      return {
        variables,
        acme,
        globex,
        urls: [acme.issuer, globex.issuer, okta.url, entra.url],
        stop: async () => {
          await Promise.all([acme.stop(), globex.stop(), okta.close(), entra.close()]);
        },
      };
    },
  };
}
