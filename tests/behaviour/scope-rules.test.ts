import { failNext } from '@gatehouse/emulators';
import { embeddedDirectory } from '@gatehouse/database/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Stack, startStack } from '../harness/stack.ts';
import { Client, claimsOf, HTTPS_REDIRECT, tokensOf } from './actors/client.ts';
import { Gatehouse } from './actors/gatehouse.ts';
import { formTo, headingOf, linkTarget, type Page, textOf } from './actors/page.ts';
import { Person } from './actors/person.ts';
import { NOTES, RESOURCES } from './actors/resources.ts';

const TEAM = 'github-org:analytical-engines/maintainers';
/** Of the team; of its organisation, but not of the team. */
const [MEMBER, COLLEAGUE] = [{ as: 'ada' }, { as: 'grace' }] as const;

let stack: Stack;
beforeAll(async () => {
  const dataTemplate = await embeddedDirectory();
  stack = await startStack({
    dataTemplate,
    withMcp: false,
    auth: {
      RESOURCES,
      ADMIT: 'github-org:analytical-engines',
      SCOPE_RULES: `${NOTES} notes:write: ${TEAM}; ledger:read: anyone`,
      CONTACT: 'help@example.com',
    },
  });
});
afterAll(() => stack?.stop());

let client: Client;
let person: Person;
beforeEach(async () => {
  client = await Client.register(stack.issuer, { redirect_uris: [HTTPS_REDIRECT] });
  person = new Person(stack);
});

const boxes = (page: Page) => [...(formTo(page, '/consent')?.checkboxes.keys() ?? [])];
const decisions = (page: Page) =>
  [...page.html.matchAll(/name="decision" value="(\w+)"/g)].map(([, value]) => value);
/** Presses a button of the consent page, with fields that it does not have. */
const forge = (page: Page, decision: string, ...scopes: string[]) => {
  const form = formTo(page, '/consent');
  if (form === undefined) throw new Error(`not the consent page: ${headingOf(page)}`);
  const more = scopes.map((scope) => ['scope', scope] as const);
  return person.browser.submit({ ...form, fields: [...form.fields, ...more] }, page, [
    ['decision', decision],
  ]);
};

describe('a scope of a team', () => {
  test('is for its members', async () => {
    const page = await person.open(client.authorizationUrl(), MEMBER);
    expect(boxes(page)).toEqual(['notes:read', 'notes:write']);
    expect(textOf(page.html)).not.toContain('Not available to you');
    const tokens = await client.obtainTokens(person);
    expect(tokens.scope).toBe('notes:read notes:write');
  });

  test('is on the page of others as not available, with whom to ask, and cannot be allowed', async () => {
    const page = await person.open(client.authorizationUrl(), COLLEAGUE);
    expect(boxes(page)).toEqual(['notes:read']);
    expect(textOf(page.html)).toMatch(/Not available to you.*Write notes for you/s);
    expect(page.html).toContain('<a href="mailto:help@example.com"');
    expect(decisions(page)).toEqual(['deny', 'allow']);

    await new Promise((read) => setTimeout(read, 1_100));
    const end = await forge(page, 'allow', 'notes:write');
    expect(end.isOutside).toBe(true);
    const tokens = await client.obtainTokens(person, { scope: 'notes:read' });
    expect(tokens.scope).toBe('notes:read');
    const { body } = await client.refresh(tokens, { scope: 'notes:write' });
    expect(body.error).toBe('invalid_scope');
  });

  test('ends a request for nothing else with access_denied, and has no button for more', async () => {
    const page = await person.open(client.authorizationUrl({ scope: 'notes:write' }), COLLEAGUE);
    expect(decisions(page)).toEqual(['deny']);
    expect(textOf(page.html)).toContain('there is nothing to allow');
    await new Promise((read) => setTimeout(read, 1_100));
    const forged = await forge(page, 'allow', 'notes:write');
    expect(decisions(forged)).toEqual(['deny']);

    const end = await person.goOn(await forge(forged, 'deny'));
    expect(end.isOutside).toBe(true);
    expect(end.url.searchParams.get('error')).toBe('access_denied');
    expect(end.url.searchParams.get('error_description')).toMatch(/may not have any/);
  });

  test('is lost at the refresh after its holder has left, and back after they are', async () => {
    const tokens = await client.obtainTokens(person, {}, MEMBER);
    await failNext(stack.githubUrl, { path: '/user/teams', body: [] });
    const other = await Client.register(stack.issuer);
    expect((await other.obtainTokens(new Person(stack), {}, MEMBER)).scope).toBe('notes:read');

    const without = tokensOf(await client.refresh(tokens));
    expect(without.scope).toBe('notes:read');
    expect(claimsOf(without.access_token).scope).toBe('notes:read');
    await other.obtainTokens(new Person(stack), {}, MEMBER);
    expect(tokensOf(await client.refresh(without)).scope).toBe('notes:read notes:write');
  });

  test('comes with its reason by command', async () => {
    await client.obtainTokens(person, {}, COLLEAGUE);
    await client.obtainTokens(new Person(stack), {}, MEMBER);
    const gatehouse = Gatehouse.of(stack);
    const { stdout } = await gatehouse.run('admission', 'check', 'grace');
    expect(stdout).toMatch(/^may sign in: +yes$/m);
    expect(stdout).toContain(`notes:write of ${NOTES}: no: no_rule (github)`);
    expect(stdout).toContain(`notes:read of ${NOTES}: yes, as everybody who may sign in`);
    const ada = await gatehouse.run('admission', 'check', 'ada@example.com');
    expect(ada.stdout).toContain('teams analytical-engines/maintainers');
    expect(ada.stdout).toContain(`notes:write of ${NOTES}: yes, by SCOPE_RULES`);
    expect((await gatehouse.run('admission', 'list')).stdout).toContain(`${TEAM}  1842 at`);
    expect(await gatehouse.run('admission', 'check', 'nobody')).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining(
        'Nobody who has signed in here is called "nobody".',
      ) as string,
    });
  });
});

test('who is not admitted is told whom to ask', async () => {
  const page = await person.open(client.authorizationUrl(), { as: 'alan' });
  expect(page.status).toBe(403);
  expect(headingOf(page)).toBe('This account has no access');
  expect(linkTarget(page, /^Ask help@/)?.href).toMatch(/^mailto:help@example\.com\?/);
});

test('a page about what went wrong says whom to ask', async () => {
  const unknown = new URL(client.authorizationUrl());
  unknown.searchParams.set('client_id', 'nobody');
  const page = await person.browser.open(unknown);
  expect(page.status).toBe(400);
  expect(linkTarget(page, /^help@/)?.href).toBe('mailto:help@example.com');
});
