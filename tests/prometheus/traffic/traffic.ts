import { failNext } from '@gatehouse/emulators';
import { expect } from 'vitest';
import { newAddress, repeat, send } from '../../behaviour/actors/addresses.ts';
import { Client, registrationAnswer, tokensOf } from '../../behaviour/actors/client.ts';
import { Person } from '../../behaviour/actors/person.ts';
import { rawRequest } from '../../behaviour/actors/raw-request.ts';
import { Program } from '../../harness/program.ts';
import { answers } from '../../harness/stack.ts';
import type { House } from './house.ts';
import { until } from './until.ts';

/** Something of every kind that a day brings, and a fault. */
export async function makeTraffic(house: House): Promise<void> {
  await useTools(house);
  await ofPeople(house);
  await ofPrograms(house);
  await ofStrangers(house);
  await whileTheDatabaseIsGone(house);
}

/** Signs in, allows, calls tools that there are and one that there is not. */
async function useTools({ stack }: House): Promise<void> {
  const person = new Person(stack);
  const program = await Program.start({
    mcpUrl: stack.mcpUrl,
    openBrowser: async (request) => fetch(await person.authorize(request)),
  });
  await repeat(3, () => program.callTool('whoami'));
  await program.callTool('no_such_tool').catch(() => undefined);
  expect(await program.refresh()).toBe('AUTHORIZED');
  await program.close();
}

/** Is let in, is turned away, says no, and meets a provider on a bad day. */
async function ofPeople({ stack }: House): Promise<void> {
  const client = await Client.register(stack.issuer);
  const resource = stack.mcpUrl;
  const refused = (work: Promise<unknown>) => expect(work).rejects.toThrow(/.+/);
  await client.obtainTokens(new Person(stack), { resource });
  await refused(client.obtainTokens(new Person(stack), { resource }, { as: 'alan' }));
  await refused(client.obtainTokens(new Person(stack), { resource }, { decide: 'deny' }));
  await failNext(stack.githubUrl, { path: '/user', status: 500 });
  await refused(client.obtainTokens(new Person(stack), { resource }));
}

/** Refreshes, sends again what was used, and what never was. */
async function ofPrograms({ stack }: House): Promise<void> {
  const client = await Client.register(stack.issuer);
  const code = await client.obtainCode(new Person(stack), { resource: stack.mcpUrl });
  const tokens = tokensOf(await client.exchange(code));
  tokensOf(await client.refresh(tokens));
  tokensOf(await client.refresh(tokens));
  // A used code ends what it gave.
  expect((await client.exchange(code)).status).toBe(400);
  expect((await client.refresh(tokens)).status).toBe(400);
}

/** Nothing of theirs is let through. */
async function ofStrangers({ stack }: House): Promise<void> {
  const address = newAddress();
  const guess = { grant_type: 'refresh_token', client_id: 'client_guessed', refresh_token: 'x' };
  const guesses = await repeat(4, () => send(stack, '/token', address, guess));
  expect(guesses.at(-1)?.status).toBe(429);
  const misdirected = await rawRequest(stack.issuer, ['GET / HTTP/1.1', 'Host: elsewhere.example']);
  expect(misdirected.status).toBe(421);
  expect((await registrationAnswer(stack.issuer, { redirect_uris: [] })).status).toBe(400);
  const page = await new Person(stack).browser.open(new URL('/auth?client_id=x', stack.issuer));
  expect(page.status).toBe(400);
  expect((await fetch(stack.mcpUrl, { method: 'POST' })).status).toBe(401);
}

async function whileTheDatabaseIsGone(house: House): Promise<void> {
  const { stack } = house;
  const client = await Client.register(stack.issuer);
  const tokens = await client.obtainTokens(new Person(stack), { resource: stack.mcpUrl });
  await house.withoutDatabase(async () => {
    expect((await client.refresh(tokens)).status).toBe(503);
  });
  await until(() => answers(`${stack.operationsUrl}/readyz`));
  tokensOf(await client.refresh(tokens));
}
