/** Programs written with the MCP SDK, where no page is looked at: their person clicks through. */
import { testDatabaseUrl } from '@gatehouse/database/testing';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { Program, type ProgramOptions } from '../harness/program.ts';
import { type Stack, startStack } from '../harness/stack.ts';
import { type Choices, Person } from './actors/person.ts';
import { refreshToken, refreshWith, revoke } from './actors/program-tokens.ts';

/** The shortest that the configuration takes; resource servers allow clocks to differ by 5 s. */
const LIFETIME_S = 30;
const SKEW_S = 5;

let stack: Stack;
/** Connected before all else, so that its token has aged while the others did something. */
let aging: Program;
let agesUntil: number;
beforeAll(async () => {
  const auth = { ACCESS_TOKEN_LIFETIME: `${LIFETIME_S}s` };
  stack = await startStack({ databaseUrl: await testDatabaseUrl(), auth });
  aging = await connected();
  agesUntil = Date.now() + (LIFETIME_S + SKEW_S + 1) * 1_000;
});
afterAll(async () => {
  await aging?.close();
  await stack?.stop();
});

/** A program whose person allows whatever it asks for. */
async function started(
  options: Partial<ProgramOptions> = {},
  choices: Choices = {},
): Promise<Program> {
  const person = new Person(stack);
  return Program.start({
    mcpUrl: stack.mcpUrl,
    openBrowser: async (request) => fetch(await person.authorize(request, choices)),
    ...options,
  });
}

async function connected(options: Partial<ProgramOptions> = {}, choices: Choices = {}) {
  const program = await started(options, choices);
  await program.callTool('whoami');
  return program;
}

/** The same, closed with the test. */
async function connectedHere(options: Partial<ProgramOptions> = {}, choices: Choices = {}) {
  const program = await connected(options, choices);
  onTestFinished(() => program.close());
  return program;
}

test('a refresh gives new tokens and asks nobody', async () => {
  const program = await connectedHere();
  const before = { access: program.accessToken, refresh: refreshToken(program) };
  const asked = program.authorizationUrl;

  expect(await program.refresh()).toBe('AUTHORIZED');
  expect(program.accessToken).not.toBe(before.access);
  expect(refreshToken(program)).not.toBe(before.refresh);
  expect(program.authorizationUrl).toBe(asked);
  expect(await program.callTool('user_action', { data: 'x' })).toBe('User ada processed: x');
});

test('a program that was ended goes on later with what it kept', async () => {
  const choices = { provider: 'google', as: 'edsger@example.net' } as const;
  const first = await connected({}, choices);
  const kept = JSON.stringify(first.remembered);
  await first.close();

  const later = await started({
    openBrowser: () => Promise.reject(new Error('nobody is to be asked')),
    remembered: JSON.parse(kept) as Program['remembered'],
  });
  onTestFinished(() => later.close());
  expect(await later.refresh()).toBe('AUTHORIZED');
  expect(await later.callTool('whoami')).toContain('"login"');
});

test('after a revocation a refresh answers invalid_grant and the program signs in again', async () => {
  const program = await connectedHere();
  const revoked = refreshToken(program);
  expect(await revoke(stack.issuer, program, revoked)).toBe(200);

  const answer = await refreshWith(stack.issuer, program, revoked);
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ error: 'invalid_grant' });

  expect(await program.refresh()).toBe('REDIRECT');
  await program.finish();
  expect(refreshToken(program)).not.toBe(revoked);
  expect(await program.callTool('user_action', { data: 'x' })).toBe('User ada processed: x');
});

test('a program of the older era of MCP connects in the same way', async () => {
  const program = await connectedHere({ era: 'legacy' }, { as: 'alan' });
  expect(await program.callTool('whoami')).toContain('"login": "alan"');
});

test('the same person is the same subject again, and another one is not', async () => {
  const subjects: string[] = [];
  for (const as of ['ada', 'ada', 'grace']) {
    const program = await connectedHere({}, { as });
    const { sub } = JSON.parse(await program.callTool('whoami')) as { sub: string };
    subjects.push(sub);
  }
  expect(subjects[1]).toBe(subjects[0]);
  expect(subjects[2]).not.toBe(subjects[0]);
});

test('an expired token gets 401 with a challenge, and the program refreshes without asking', async () => {
  const first = aging.accessToken;
  await new Promise((aged) => {
    setTimeout(aged, agesUntil - Date.now());
  });
  const expired = await fetch(stack.mcpUrl, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${first}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
    body: JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'initialize',
      params: {
        protocolVersion: '2025-11-25',
        capabilities: {},
        clientInfo: { name: 'probe', version: '1' },
      },
    }),
  });
  expect(expired.status).toBe(401);
  const challenge = expired.headers.get('www-authenticate');
  expect(challenge).toMatch(/^Bearer /);
  expect(challenge).toMatch(/error="invalid_token"/);
  expect(challenge).toMatch(/resource_metadata="/);

  const asked = aging.authorizationUrl;
  const from = aging.exchanges.length;
  expect(await aging.callTool('user_action', { data: 'later' })).toBe('User ada processed: later');
  expect(aging.authorizationUrl).toBe(asked);
  expect(aging.accessToken).not.toBe(first);
  const seen = aging.exchanges.slice(from).map(({ url, status }) => [url, status]);
  expect(seen[0]).toEqual([stack.mcpUrl, 401]);
  expect(seen).toContainEqual([`${stack.issuer}/token`, 200]);
});
