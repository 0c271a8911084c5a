import { sentence } from '../sentence.ts';
import type { SignInWords } from '../sign-in.ts';

/** Within a sentence. */
const named = (provider = 'the provider') => provider;

/** At the beginning of one. */
const Named = (provider = 'The provider') => provider;

const misconfigured = sentence(
  'Signing in with {provider} is not set up right on this server, and trying again does not help. Tell {operator}: its log says what to change.',
);
const policy = sentence(
  'Whoever manages your account at {provider} does not let it be used here. Ask your administrators, or tell {operator}.',
);

/** What failed at a provider, and what to do. */
export const failures: SignInWords['failures'] = {
  denied: ({ provider }) =>
    `The sign-in at ${named(provider)} was cancelled. Choose how to sign in, or close this tab.`,
  expired: ({ provider }) =>
    `The sign-in at ${named(provider)} took too long, or was used already. Please try again.`,
  unavailable: ({ provider }) =>
    `${Named(provider)} does not answer just now. Try again in a minute.`,
  misconfigured: ({ provider, operator }) => misconfigured({ provider: named(provider), operator }),
  policy: ({ provider, operator }) => policy({ provider: named(provider), operator }),
  sso_required: ({ provider }) =>
    `An organisation of yours at ${named(provider)} asks for its single sign-on first. Open the organisation there and sign in, then try again.`,
  suspended: ({ provider }) =>
    `${Named(provider)} has suspended this account. Use another one, or ask there.`,
  browser: ({ provider }) =>
    `${Named(provider)} does not let people sign in inside of another app. Open this sign-in in your browser and try again.`,
  no_verified_email: ({ provider }) =>
    `Your account at ${named(provider)} has no verified email address. Verify one there, then try again.`,
  invalid_response: ({ provider }) =>
    `${Named(provider)} gave an answer that this server cannot accept. Please try again.`,
};
