/**
 * A secret in every field of every request, and none of them in a log, a metric, a trace or an answer.
 * Each secret names its field, so that a failure says what leaks and where (canaries/canaries.ts).
 *
 * @module
 */
import { testDatabaseUrl } from '@gatehouse/database/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allEndpoints } from '../../apps/auth/src/protocol/endpoints.ts';
import { type Stack, startStack } from '../harness/stack.ts';
import { type AddedClient, Gatehouse } from './actors/gatehouse.ts';
import { ALLOWED } from './canaries/allowed.ts';
import { Asking } from './canaries/asking.ts';
import {
  authorizationParameters,
  callbackParameters,
  formFields,
  webClient,
} from './canaries/authorizations.ts';
import { Canaries } from './canaries/canaries.ts';
import { everywhere } from './canaries/everywhere.ts';
import { mcpRequests } from './canaries/mcp.ts';
import {
  registrationMembers,
  shownClients,
  tokenParameters,
  tokensAskedAbout,
} from './canaries/programs.ts';
import { upstreamAnswers } from './canaries/upstream-answers.ts';

const canaries = new Canaries(ALLOWED);
let stack: Stack;
let asking: Asking;

beforeAll(async () => {
  stack = await startStack({
    databaseUrl: await testDatabaseUrl(),
    auth: { LOG_LEVEL: 'trace', TRUST_PROXY: '1' },
    mcp: { LOG_LEVEL: 'trace' },
  });
  asking = new Asking(stack, canaries);
  const client = await webClient(asking);
  const added = await Gatehouse.of(stack).json<AddedClient & Record<string, unknown>>(
    'clients',
    'add',
    'Canary',
    '--resource',
    stack.mcpUrl,
  );
  const { access_token: token } = (await (
    await asking.post(new URL('/token', stack.issuer), {
      grant_type: 'client_credentials',
      client_id: added.client_id,
      client_secret: added.client_secret,
    })
  ).json()) as { access_token: string };
  const began = Date.now();
  const timed = async (name: string, p: Promise<void>) => { await p; console.log(name, Date.now() - began); };
  await Promise.all([
    timed('everywhere(asking, COOKIES)', everywhere(asking, COOKIES)),
    timed('authorizationParameters(asking, client)', authorizationParameters(asking, client)),
    timed('formFields(asking, client)', formFields(asking, client)),
    timed('callbackParameters(asking, client)', callbackParameters(asking, client)),
    timed('tokenParameters(asking, client, added)', tokenParameters(asking, client, added)),
    timed('tokensAskedAbout(asking, client)', tokensAskedAbout(asking, client)),
    timed('registrationMembers(asking)', registrationMembers(asking)),
    timed('shownClients(asking)', shownClients(asking)),
    timed('mcpRequests(asking, token)', mcpRequests(asking, token)),
  ]);
  // Alone, because a provider fails whoever asks next.
  await upstreamAnswers(asking, client);
  console.log('up', Date.now() - began);
  for (const url of [stack.operationsUrl]) {
    canaries.look('metrics', await (await fetch(`${url}/metrics`)).text());
  }
  await stack.auth.stop();
  await stack.mcp.stop();
  canaries.look('log', stack.auth.output);
  canaries.look('log of mcp', stack.mcp.output);
}, 90_000);
afterAll(() => stack?.stop());

const COOKIES = [
  'gatehouse_session',
  'gatehouse_interaction',
  'gatehouse_resume',
  'gatehouse_browser',
  'gatehouse_form',
];

test('every endpoint was asked, in every way', () => {
  const names = [...allEndpoints.map(({ name }) => name), 'none', 'mcp'];
  expect(names.filter((name) => (asking.asked.get(name) ?? 0) < 10)).toEqual([]);
  expect(canaries.planted.length).toBeGreaterThan(2_000);
});

test('no secret of a request is told', () => {
  expect(canaries.sightings).toEqual([]);
});

test('nothing is allowed that does not happen', () => {
  expect(canaries.unused).toEqual([]);
});
