import { interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';

const { Check, Prompt } = interactionPolicy;

/** The prompts, for the library, and a question about them, for our own code. */
export interface InteractionPolicy {
  readonly prompts: interactionPolicy.DefaultPolicy;
  /** Whether the request will be answered with the sign-in page, whoever is signed in now. */
  asksToSignIn(ctx: KoaContextWithOIDC): Promise<boolean>;
}

/**
 * The library's own prompts, changed in three places.
 *
 * - Its rule that native clients see the consent page each time is removed: remembered.ts decides this
 *   for every client, by its redirect. A request never starts with a grant, so the library's checks for
 *   missing scopes ask for consent whenever no decision was remembered.
 * - Where the user of a session was removed, or is no longer admitted, the sign-in page is shown. The
 *   library assumes that the user of a session is always found.
 * - `prompt=select_account` is answered by the sign-in page, where the user chooses an account. As a
 *   prompt of its own it would show a second page after that one.
 *
 * @param policy the library's own
 * @throws TypeError where it has no such prompt or check: nothing that is not there can be changed
 */
export function createInteractionPolicy(policy = interactionPolicy.base()): InteractionPolicy {
  const login = promptOf(policy, 'login');
  const consent = promptOf(policy, 'consent');
  removeCheck(consent, 'native_client_prompt');
  login.checks.add(
    new Check('person_not_found', 'sign in again', 'login_required', ({ oidc }) => {
      return oidc.session?.accountId !== undefined && oidc.account === undefined;
    }),
  );
  const selectAccount = new Prompt({ name: 'select_account', requestable: true });
  selectAccount.checks.clear();
  policy.add(selectAccount);
  login.checks.add(
    new Check(
      'select_account_prompt',
      'the account has to be chosen',
      'account_selection_required',
      ({ oidc }) => oidc.prompts.has('select_account') && oidc.result?.login === undefined,
    ),
  );
  return {
    prompts: policy,
    async asksToSignIn(ctx) {
      for (const { check } of login.checks) if (await check(ctx)) return true;
      return false;
    },
  };
}

function promptOf(policy: interactionPolicy.DefaultPolicy, name: string): interactionPolicy.Prompt {
  const prompt = policy.get(name);
  if (prompt === undefined) throw new TypeError(`the library has no prompt ${name}`);
  return prompt;
}

function removeCheck({ name, checks }: interactionPolicy.Prompt, reason: string): void {
  if (checks.get(reason) === undefined) {
    throw new TypeError(`the library's prompt ${name} has no check ${reason}`);
  }
  checks.remove(reason);
}
