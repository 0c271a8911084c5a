import { expect, test } from 'vitest';
import type { ConnectorsConfig } from './connectors.ts';
import { createConnectors } from './create-connectors.ts';
import { configuredLogins, namedLogins, variableOf } from './logins.ts';
import { settingsAt } from './oidc/testing/connect.ts';

const names = (variables: string[]) => namedLogins(variables).map(({ name }) => name);

test('a name is what a variable of the kind ends with, each once and in order', () => {
  expect(names(['OIDC_ISSUER_ZED', 'OIDC_CLIENT_ID_ACME', 'OIDC_LABEL_ACME', 'PATH'])).toEqual([
    'acme',
    'zed',
  ]);
});

test.each([
  'OIDC_ISSUER',
  'OIDC_ISSUER_',
  'OIDC_ISSUER_acme',
  'OIDC_ISSUER_AC_ME',
  'OIDC_ISSUER_2ND',
  `OIDC_ISSUER_${'A'.repeat(31)}`,
  'OIDC_ISSUER_URL',
  'OIDC_CLIENT_SECRET_FILE',
  'OIDC_ISSUER_DEFAULT',
  'OIDC_REDIRECT_ACME',
  'GITHUB_CLIENT_ID_ACME',
  'oidc_issuer_acme',
])('%s names no login', (variable) => {
  expect(names([variable])).toEqual([]);
});

test('no variable of the kind is one of another login of it', () => {
  const [acme] = namedLogins(['OIDC_ISSUER_ACME']);
  const variables = Object.values(acme!.variables).map(({ name }) => name);
  expect(names(variables)).toEqual(['acme']);
  expect(variableOf(acme!, 'OIDC_CLIENT_ID')).toBe('OIDC_CLIENT_ID_ACME');
  expect(names(Object.values(acme!.kind.variables).map(({ name }) => name))).toEqual([]);
});

test('each is a connector of its own, with its own id and label, after those without a name', () => {
  const at = (host: string, label = '') =>
    ({ ...settingsAt(`https://${host}`), label }) satisfies ConnectorsConfig['oidc'];
  const connectors: ConnectorsConfig = {
    oidc: at('login.example.com'),
    'oidc-acme': at('login.example.com/realms/acme'),
    'oidc-corp': at('login.corp.example', 'Corp SSO'),
  };
  const made = [...createConnectors({ connectors, rules: [] }).values()];
  expect(made.map(({ provider, label, issuer }) => [provider, label, issuer])).toEqual([
    ['oidc', 'login.example.com', 'https://login.example.com'],
    ['oidc-acme', 'login.example.com (acme)', 'https://login.example.com/realms/acme'],
    ['oidc-corp', 'Corp SSO', 'https://login.corp.example'],
  ]);
  expect(configuredLogins(connectors).map(({ name }) => name)).toEqual(['default', 'acme', 'corp']);
});
