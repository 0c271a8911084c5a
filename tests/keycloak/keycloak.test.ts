/** Signing in at a real Keycloak, with the variables that docs/operations/openid-providers.md has for it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from '../behaviour/actors/browser.ts';
import { Client } from '../behaviour/actors/client.ts';
import { type Form, formsOf, headingOf, type Page, textOf } from '../behaviour/actors/page.ts';
import { Person } from '../behaviour/actors/person.ts';
import { RESOURCES } from '../behaviour/actors/resources.ts';
import { freePort } from '../harness/ports.ts';
import { type Stack, startStack } from '../harness/stack.ts';
import { type KeycloakServer, startKeycloak } from './keycloak-server.ts';

const SECRET = 'not-a-secret-keycloak-of-32-characters';
let keycloak: KeycloakServer;
let stack: Stack;
let client: Client;

beforeAll(async () => {
  const port = await freePort();
  keycloak = await startKeycloak(port);
  stack = await startStack({
    withMcp: false,
    auth: {
      RESOURCES,
      OIDC_ISSUER_KEYCLOAK: `${keycloak.url}/realms/corp`,
      OIDC_CLIENT_ID_KEYCLOAK: 'gatehouse',
      OIDC_CLIENT_SECRET_KEYCLOAK: SECRET,
      OIDC_LABEL_KEYCLOAK: 'Example login',
      OIDC_GROUPS_CLAIM_KEYCLOAK: 'groups',
      ADMIT: 'oidc-group:keycloak//engineering/platform',
    },
  });
  await keycloak.createRealm(realm(`${stack.issuer}/callback/oidc-keycloak`));
  client = await Client.register(stack.issuer);
});
afterAll(async () => {
  await stack?.stop();
  await keycloak?.stop();
});

/** A realm as somebody clicks it together by that page. */
function realm(redirectUri: string): object {
  const person = (username: string, name: readonly [string, string], groups: string[]) => ({
    username,
    enabled: true,
    firstName: name[0],
    lastName: name[1],
    email: `${username}@example.com`,
    credentials: [{ type: 'password', value: 'any', temporary: false }],
    groups,
  });
  return {
    realm: 'corp',
    enabled: true,
    sslRequired: 'none',
    groups: [
      { name: 'engineering', subGroups: [{ name: 'platform' }] },
      { name: 'sales', subGroups: [{ name: 'platform' }] },
    ],
    users: [
      person('ada', ['Ada', 'Lovelace'], ['/engineering/platform']),
      person('eve', ['Eve', 'Elsewhere'], ['/sales/platform', '/engineering']),
    ],
    clients: [
      {
        clientId: 'gatehouse',
        enabled: true,
        publicClient: false,
        secret: SECRET,
        standardFlowEnabled: true,
        directAccessGrantsEnabled: false,
        redirectUris: [redirectUri],
        attributes: { 'pkce.code.challenge.method': 'S256' },
        protocolMappers: [
          {
            name: 'groups',
            protocol: 'openid-connect',
            protocolMapper: 'oidc-group-membership-mapper',
            config: {
              'claim.name': 'groups',
              'full.path': 'true',
              'id.token.claim': 'true',
              'access.token.claim': 'false',
              'userinfo.token.claim': 'false',
            },
          },
        ],
      },
    ],
  };
}

const newPerson = () => new Person({ issuer: stack.issuer, upstreamUrls: [keycloak.url] });

async function choose(person: Person, prompt?: string): Promise<Page> {
  const login = await person.browser.open(client.authorizationUrl({ prompt }));
  return person.chooseProvider(login, 'oidc-keycloak');
}

function passwordForm(page: Page): Form | undefined {
  return formsOf(page).find(({ fields }) => fields.some(([name]) => name === 'password'));
}

/** Fills in Keycloak's own page. */
function signInThere(browser: Browser, page: Page, username: string): Promise<Page> {
  const form = passwordForm(page);
  if (form === undefined) throw new Error(`no form: ${page.status} ${textOf(page.html)}`);
  const filled: Record<string, string> = { username, password: 'any' };
  const fields = form.fields.map(([name, value]) => [name, filled[name] ?? value] as const);
  return browser.submit({ ...form, fields }, page);
}

test('somebody of the group is let in, by its whole path', async () => {
  const person = newPerson();
  const page = await signInThere(person.browser, await choose(person), 'ada');
  expect([page.status, headingOf(page)]).toEqual([200, 'Test client wants to use Notes']);
  expect(textOf(page.html)).toContain('Ada Lovelace');
});

test('nobody of the group above, nor of one of this name below another', async () => {
  const person = newPerson();
  const page = await signInThere(person.browser, await choose(person), 'eve');
  expect([page.status, headingOf(page)]).toEqual([403, 'This account has no access']);
});

test('who is signed in there is not asked, unless they want another account', async () => {
  const person = newPerson();
  await signInThere(person.browser, await choose(person), 'eve');
  expect(headingOf(await choose(person))).toBe('This account has no access');
  const again = await choose(person, 'select_account');
  expect(again.url.origin).toBe(keycloak.url);
  expect(passwordForm(again)).toBeDefined();
});
