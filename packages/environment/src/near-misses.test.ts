import { expect, test } from 'vitest';
import { Environment } from './environment.ts';
import { nearMisses } from './near-misses.ts';

const VARIABLES = [
  'HOST',
  'PORT',
  'PUBLIC_URL',
  'DATABASE_URL',
  'DATABASE_POOL_SIZE',
  'GITHUB_CLIENT_ID',
  'GITHUB_CLIENT_SECRET',
  'ENCRYPTION_KEYS',
  'REGISTRATION',
  'GATEHOUSE_DATA_DIR',
  'OPERATIONS_PORT',
  'OPERATIONS_HOST',
] as const;
const MEANINGS = { ISSUER: 'PUBLIC_URL', POSTGRES_URL: 'DATABASE_URL' } as const;

const missed = (env: Record<string, string>) =>
  nearMisses(env, VARIABLES, MEANINGS).map(({ name, meant, by }) => [name, meant, by]);

test.each([
  ['GITHUB_CLIENTID', 'GITHUB_CLIENT_ID'],
  ['GITHUB_CLIENT_SECERT', 'GITHUB_CLIENT_SECRET'],
  ['DATABASE_URI', 'DATABASE_URL'],
  ['ENCRYPTION_KEY', 'ENCRYPTION_KEYS'],
  ['public_url', 'PUBLIC_URL'],
  ['Public-Url', 'PUBLIC_URL'],
  ['GATEHOUSE_PUBLIC_URL', 'PUBLIC_URL'],
  ['GATEHOUSE_HOST', 'HOST'],
  ['DATA_DIR', 'GATEHOUSE_DATA_DIR'],
  ['port', 'PORT'],
  ['REGISTRATIONS', 'REGISTRATION'],
  ['OPERATION_PORT', 'OPERATIONS_PORT'],
  ['OPERATION_HOST', 'OPERATIONS_HOST'],
])('%s is %s by its spelling', (name, meant) => {
  expect(missed({ [name]: 'x' })).toEqual([[name, meant, 'spelling']]);
});

test('what other programs call it is known, in whatever case', () => {
  expect(missed({ issuer: 'x' })).toEqual([['issuer', 'PUBLIC_URL', 'meaning']]);
  expect(missed({ POSTGRES_URL: 'x' })).toEqual([['POSTGRES_URL', 'DATABASE_URL', 'meaning']]);
});

test('beside the right one it says nothing, and neither does one that is empty', () => {
  expect(missed({ DATABASE_URI: 'x', DATABASE_URL: 'y', POSTGRES_URL: 'z' })).toEqual([]);
  expect(missed({ DATABASE_URI: ' ', issuer: '' })).toEqual([]);
});

test('a service that is called gatehouse is none, in Kubernetes or by links of Docker', () => {
  const address = 'tcp://10.0.0.1:3000';
  const ofService = {
    GATEHOUSE_PORT: address,
    GATEHOUSE_SERVICE_HOST: '10.0.0.1',
    GATEHOUSE_SERVICE_PORT: '3000',
    GATEHOUSE_SERVICE_PORT_HTTP: '3000',
    GATEHOUSE_PORT_3000_TCP: address,
    GATEHOUSE_PORT_3000_TCP_PROTO: 'tcp',
    GATEHOUSE_PORT_3000_TCP_PORT: '3000',
    GATEHOUSE_PORT_3000_TCP_ADDR: '10.0.0.1',
    REGISTRATIONS_PORT: address,
    DATABASE_SERVICE_HOST: '10.0.0.2',
  };
  expect(missed(ofService)).toEqual([]);
  expect(missed({ GATEHOUSE_PORT: '3000' })).toEqual([['GATEHOUSE_PORT', 'PORT', 'spelling']]);
});

test('a name cannot steer a terminal, and its value is not said', () => {
  const environment = new Environment({ 'PUBLIC_URL\u001b': 'a secret' });
  const [sentence] = environment.nearMisses(VARIABLES, MEANINGS, () => false);
  expect(sentence).toMatch(
    /is set, and nothing reads it: PUBLIC_URL is not set\. Name it PUBLIC_URL\./,
  );
  expect(sentence).not.toMatch(/\p{C}|a secret/u);
});

test('a misspelling is a fault where that is wanted, and so is what explains one', () => {
  const environment = new Environment({ REGISTRATIONS: 'off', ISSUER: 'x', PROT: 'x' });
  environment.faults.add('PUBLIC_URL', 'is not set', 'Set it.');
  const isFault = (variable: string) => variable === 'REGISTRATION';
  expect(environment.nearMisses(VARIABLES, MEANINGS, isFault)).toEqual([]);
  expect(() => environment.faults.throwIfAny()).toThrow(
    /^PUBLIC_URL is not set.*\nREGISTRATIONS is set, and nothing reads it.*\nISSUER is set/,
  );
});
