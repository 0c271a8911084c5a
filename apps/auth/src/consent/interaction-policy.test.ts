import { interactionPolicy } from 'oidc-provider';
import { expect, test } from 'vitest';
import { createInteractionPolicy } from './interaction-policy.ts';

test('native clients are not asked each time, and an account is chosen where people sign in', () => {
  const { prompts } = createInteractionPolicy();

  expect(prompts.map(({ name }) => name)).toEqual(['login', 'consent', 'select_account']);
  expect(prompts.get('consent')?.checks.get('native_client_prompt')).toBeUndefined();
  expect(prompts.get('login')?.checks.get('select_account_prompt')).toBeDefined();
  expect(prompts.get('login')?.checks.get('person_not_found')).toBeDefined();
  expect(prompts.get('select_account')?.checks.length).toBe(0);
});

test.each(['login', 'consent'])(
  'a library without the prompt %s is refused at the start',
  (name) => {
    const policy = interactionPolicy.base();
    policy.remove(name);

    expect(() => createInteractionPolicy(policy)).toThrow(`the library has no prompt ${name}`);
  },
);

test('a library without the check that is taken away is refused at the start', () => {
  const policy = interactionPolicy.base();
  policy.get('consent')?.checks.remove('native_client_prompt');

  expect(() => createInteractionPolicy(policy)).toThrow(
    "the library's prompt consent has no check native_client_prompt",
  );
});
