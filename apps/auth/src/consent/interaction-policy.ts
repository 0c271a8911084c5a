import { interactionPolicy } from 'oidc-provider';

/**
 * The library's own prompts, without its rule that native clients see the consent page each time:
 * remembered.ts decides that for every client by where its redirect leads. Since a request never
 * starts with a grant, the checks for missing scopes ask for consent whenever none was remembered.
 */
export function createInteractionPolicy() {
  const policy = interactionPolicy.base();
  policy.get('consent')?.checks.remove('native_client_prompt');
  return policy;
}
