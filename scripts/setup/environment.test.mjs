import { expect, test } from 'vitest';
import { cleanEnvironment, withPath } from './environment.mjs';

test('variables of the npm that started us are dropped', () => {
  const env = cleanEnvironment({
    HOME: '/home/ada',
    npm_lifecycle_event: 'start',
    npm_package_name: 'gatehouse',
    npm_config_global_prefix: '/usr',
    npm_config_prefix: '/usr',
  });

  expect(env).toEqual({ HOME: '/home/ada' });
});

test('what a company machine needs to reach a registry stays, for npm and for pnpm', () => {
  const env = cleanEnvironment({
    npm_config_registry: 'https://registry.example/',
    NPM_CONFIG_CAFILE: '/etc/ca.pem',
    'npm_config_@corp:registry': 'https://corp.example/',
  });

  expect(env).toEqual({
    npm_config_registry: 'https://registry.example/',
    pnpm_config_registry: 'https://registry.example/',
    NPM_CONFIG_CAFILE: '/etc/ca.pem',
    pnpm_config_CAFILE: '/etc/ca.pem',
    'npm_config_@corp:registry': 'https://corp.example/',
    'pnpm_config_@corp:registry': 'https://corp.example/',
  });
});

test("a setting that was made for pnpm is not overridden by npm's", () => {
  const env = cleanEnvironment({
    npm_config_registry: 'https://npm.example/',
    pnpm_config_registry: 'https://pnpm.example/',
  });

  expect(env.pnpm_config_registry).toBe('https://pnpm.example/');
});

test('the tools come first on the search path, once', () => {
  const env = withPath({ PATH: '/usr/bin:/tools:/bin' }, ['/tools', '/node'], ':');

  expect(env.PATH).toBe('/tools:/node:/usr/bin:/bin');
});
