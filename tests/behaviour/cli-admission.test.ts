import { embeddedDirectory } from '@gatehouse/database/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stack, startStack } from '../harness/stack.ts';
import { Client } from './actors/client.ts';
import { Gatehouse } from './actors/gatehouse.ts';
import { Person } from './actors/person.ts';
import { RESOURCES } from './actors/resources.ts';

let stack: Stack;
let gatehouse: Gatehouse;
beforeAll(async () => {
  const ADMIT = 'github-org:analytical-engines';
  const dataTemplate = await embeddedDirectory();
  stack = await startStack({ dataTemplate, withMcp: false, auth: { RESOURCES, ADMIT } });
  gatehouse = Gatehouse.of(stack);
});
afterAll(() => stack?.stop());

test('shows which organisation ADMIT has meant since a member signed in, and forgets it', async () => {
  const client = await Client.register(stack.issuer);
  await client.obtainTokens(new Person(stack));
  const pin = /github-org:analytical-engines {2}[1-9]\d* at http:\/\/localhost:\d+, since \d{4}-/;
  expect((await gatehouse.run('admission', 'list')).stdout).toMatch(pin);
  const unpin = ['admission', 'unpin', 'Analytical-Engines'];
  expect((await gatehouse.run(...unpin)).stdout).toMatch(/^Unpinned github-org:a/);
  expect((await gatehouse.run('admission', 'list')).stdout).toBe(
    'No organisation or team is pinned.\n',
  );
  expect(await gatehouse.run(...unpin)).toMatchObject({
    exitCode: 1,
    stdout: '',
    stderr: expect.stringContaining(
      'No organisation or team is pinned as "Analytical-Engines".',
    ) as string,
  });
});
