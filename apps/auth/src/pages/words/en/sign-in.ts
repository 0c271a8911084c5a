import { sentence } from '../sentence.ts';
import type { SignInWords } from '../sign-in.ts';
import { and, or, verb } from './lists.ts';

const handOff: SignInWords['handOff'] = {
  toProvider: {
    title: ({ provider }) => `Taking you to ${provider}`,
    message: 'You sign in there and come back here.',
  },
  continueTo: sentence('Continue to {destination}'),
  byItself: 'This happens by itself. Press the button only if nothing moves.',
};

const failures: SignInWords['failures'] = {
  denied: ({ provider }) =>
    `The sign-in at ${provider} was cancelled. Choose how to sign in, or close this window.`,
  expired: ({ provider }) =>
    `The sign-in at ${provider} took too long, or was used already. Please try again.`,
  unavailable: ({ provider }) => `${provider} does not answer just now. Try again in a minute.`,
  misconfigured: sentence(
    'Signing in with {provider} is not set up right on this server, and trying again does not help. Tell {operator}: its log says what to change.',
  ),
  policy: sentence(
    'Whoever manages your {provider} account does not let it be used here. Ask your administrators, or tell {operator}.',
  ),
  sso_required: ({ provider }) =>
    `An organisation of yours at ${provider} asks for its single sign-on first. Open the organisation there and sign in, then try again.`,
  suspended: ({ provider }) =>
    `${provider} has suspended this account. Use another one, or ask ${provider}.`,
  browser: ({ provider }) =>
    `${provider} does not let people sign in inside of another app. Open this sign-in in your browser and try again.`,
  no_verified_email: ({ provider }) =>
    `Your ${provider} account has no verified email address. Verify one there, then try again.`,
  invalid_response: ({ provider }) =>
    `${provider} gave an answer we cannot accept. Please try again.`,
};

export const signIn: SignInWords = {
  login: {
    title: 'Sign in',
    forApp: sentence('to go on to {app}'),
    continueWith: ({ provider }) => `Continue with ${provider}`,
    noProvider: ({ providers }) =>
      `No way to sign in has been set up yet. The operator of this server can add ${or(providers)}.`,
    passwordStays: ({ providers }) =>
      `Your password stays with ${or(providers)}; Gatehouse never sees it.`,
    nothingShared: 'Nothing is shared with the app before you allow it.',
    emulated: ({ providers }) =>
      `Development: ${and(providers)} ${verb(providers.length, { one: 'is', other: 'are' })} played by this computer, with made-up people. No real account is touched.`,
  },
  failures,
  someProvider: 'The provider',
  again: {
    first: 'Sign in first. You come back to the page afterwards.',
    again: ({ user }) =>
      `To go on, show that it is you: sign in again as ${user}. You come back to the page afterwards.`,
    other: ({ user }) => `That was another account. Nothing was changed: sign in again as ${user}.`,
  },
  notAdmitted: {
    title: 'This account has no access',
    message: ({ provider }) =>
      `You signed in with ${provider}, but the operator of this server has not admitted this account.`,
    account: ({ provider }) => `Your ${provider} account`,
    useAnother: 'Use another account, if you have one that the operator knows.',
    askOperator: sentence('Ask {operator} to admit this one.'),
    askOperatorWithReference: sentence(
      'Ask {operator} to admit this one, with the reference below.',
    ),
    anotherAccount: 'Use another account',
    returnTo: sentence('Return to {app}'),
  },
  handOff,
  alreadyDone: {
    title: 'Already done',
    finished: sentence('This step is finished. Return to {app}; you can close this window.'),
    notConnected: sentence('If {app} is not connected, start connecting again from there.'),
  },
};
