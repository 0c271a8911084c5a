import { sentence } from '../sentence.ts';
import type { SignInWords } from '../sign-in.ts';
import { failures } from './sign-in-failures.ts';
import { and, or, verb } from './lists.ts';

const handOff: SignInWords['handOff'] = {
  toProvider: {
    title: ({ provider }) => `Taking you to ${provider}`,
    message: 'You sign in there and come back here.',
  },
  continueTo: sentence('Continue to {destination}'),
  byItself: 'This happens by itself. Press the button only if nothing moves.',
};

const signInAs = {
  again: sentence(
    'To go on, show that it is you: sign in again as {user}. You come back to the page afterwards.',
  ),
  other: sentence('That was another account. Nothing was changed: sign in again as {user}.'),
};

const mail: SignInWords['notAdmitted']['mail'] = {
  subject: ({ server, reference }) => {
    const about = server === undefined ? 'Access' : `Access to ${server}`;
    return reference === undefined ? about : `${about} (${reference})`;
  },
  body: ({ server, account, provider, reference }) => [
    'Hello,',
    '',
    server === undefined
      ? 'please let this account sign in:'
      : `please let this account use ${server}:`,
    account === undefined ? provider : `${account} (${provider})`,
    ...(reference === undefined ? [] : ['', `Reference: ${reference}`]),
    '',
  ],
};

export const signIn: SignInWords = {
  login: {
    title: 'Sign in',
    connect: sentence('Sign in to connect {app} to {server}'),
    goOn: sentence('Sign in to go on to {app}'),
    choose: 'Choose your account',
    continueWith: ({ provider }) => `Continue with ${provider}`,
    lastUsed: 'Last used',
    noProvider: ({ providers }) =>
      `No way to sign in has been set up yet. The operator of this server can add ${or(providers)}.`,
    passwordStays: ({ providers }) => `Your password stays with ${or(providers)}.`,
    nothingShared: 'Nothing goes to the app before you allow it.',
    noAccount: sentence('No account yet? Ask {operator}.'),
    emulated: ({ providers }) =>
      `Development: ${and(providers)} ${verb(providers.length, { one: 'is', other: 'are' })} played by this computer, with made-up people. No real account is touched.`,
  },
  failures,
  again: {
    first: 'Sign in first. You come back to the page afterwards.',
    again: ({ user }) =>
      user === undefined
        ? 'To go on, show that it is you: sign in again. You come back to the page afterwards.'
        : signInAs.again({ user }),
    other: ({ user }) =>
      user === undefined
        ? 'That was another account. Nothing was changed: sign in again with the one that is signed in.'
        : signInAs.other({ user }),
  },
  notAdmitted: {
    title: 'This account has no access',
    message: sentence('You signed in with {provider}, but this account may not use {server}.'),
    messageHere: ({ provider }) =>
      `You signed in with ${provider}, but this account may not be used here.`,
    nothingShared: 'Nothing was shared with the app.',
    withProvider: ({ provider }) => `with ${provider}`,
    ask: sentence('Ask {who} for access'),
    giveReference: 'Give the reference below when you ask.',
    askOperator: sentence('Ask {operator} for access.'),
    askOperatorWithReference: sentence('Ask {operator} for access, and give the reference below.'),
    mail,
    anotherAccount: 'Use another account',
    giveUp: 'Do not connect the app',
  },
  handOff,
  alreadyDone: {
    title: 'Already done',
    finished: 'This step is finished. Go back to your app; you can close this tab.',
    notConnected: 'If the app is not connected, start connecting again from there.',
  },
};
