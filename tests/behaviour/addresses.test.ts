import { testDatabaseUrl } from '@gatehouse/database/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Stack, startStack } from '../harness/stack.ts';
import { Client } from './actors/client.ts';
import { formTo, headingOf, textOf } from './actors/page.ts';
import { Person } from './actors/person.ts';
import { RESOURCES } from './actors/resources.ts';

// Grace has a second address that is verified; nobody has verified Katherine's, for whose domain the
// operator vouches here. Alan's is of that domain, and verified.
const ADMIT = 'grace@hopper.example example.net';
let stack: Stack;
let client: Client;
beforeAll(async () => {
  const auth = { RESOURCES, ADMIT, GITHUB_VOUCHED_EMAIL_DOMAINS: 'example.net' };
  const databaseUrl = await testDatabaseUrl();
  stack = await startStack({ databaseUrl, withMcp: false, auth });
  client = await Client.register(stack.issuer);
});
afterAll(() => stack?.stop());

const OPENID = { resource: undefined, scope: 'openid email offline_access', prompt: 'consent' };

describe('who meets a rule of addresses', () => {
  test.each([
    ['grace', 'by the second of two, and claims the first', 'grace@example.org', true],
    ['alan', 'by a domain', 'alan@example.net', true],
    ['katherine', 'by one that is vouched for, and not verified', 'katherine@example.net', false],
  ])('%s does, %s', async (as, _, email, verified) => {
    const tokens = await client.obtainTokens(new Person(stack), OPENID, { as });
    const headers = { authorization: `Bearer ${tokens.access_token}` };
    const userinfo = await fetch(new URL('/me', stack.issuer), { headers });
    expect(await userinfo.json()).toMatchObject({ email, email_verified: verified });
    expect((await client.refresh(tokens)).status).toBe(200);
  });

  test('and nobody else, whom the page says so', async () => {
    const page = await new Person(stack).open(client.authorizationUrl(), { as: 'ada' });
    expect([page.status, headingOf(page)]).toEqual([403, 'This account has no access']);
  });
});

test('is judged at the next refresh by the domains that are vouched for then', async () => {
  const katherine = await client.obtainTokens(new Person(stack), OPENID, { as: 'katherine' });
  const grace = await client.obtainTokens(new Person(stack), OPENID, { as: 'grace' });
  await stack.auth.restart({ GITHUB_VOUCHED_EMAIL_DOMAINS: '', ADMIT: `${ADMIT} github:999` });
  expect(await client.refresh(katherine)).toMatchObject({
    status: 400,
    body: { error: 'invalid_grant' },
  });
  expect((await client.refresh(grace)).status).toBe(200);
  const page = await new Person(stack).open(client.authorizationUrl(), { as: 'katherine' });
  expect(formTo(page, '/login')).toBeDefined();
  expect(textOf(page.html)).toContain('no verified email address');
});
