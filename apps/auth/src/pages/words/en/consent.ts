import type { ConsentWords } from '../consent.ts';
import { sentence } from '../sentence.ts';

export const consent: ConsentWords = {
  title: ({ app }) => `Allow ${app}?`,
  wantsIdentity: sentence('{app} wants to know who you are'),
  wantsServer: sentence('{app} wants to use {server}'),
  someServer: 'a server',
  describedAt: 'Described at',
  server: { label: 'Server', withoutName: 'A server' },
  answer: {
    label: 'Answer goes to',
    program: sentence('A program on this computer {host}'),
    app: sentence('An app on this device {scheme}'),
  },
  mayDo: 'What it may do there',
  mayKnow: 'What it may know about you',
  howLong: 'For how long',
  untick: 'Untick what you would rather not allow',
  allowedBefore: 'allowed before',
  leftOut: 'You left this out before: what needs it will not work.',
  leftOutAskedAgain: 'You left this out before, and the app now asks for it again.',
  identityScopes: {
    openid: 'Recognise you when you come back',
    profile: 'See your name, user name and picture',
    email: 'See your email address',
    offline_access: 'Stay connected until you revoke its access',
  },
  signedInAs: 'You are signed in as',
  notYou: 'Not you?',
  tooSoon: 'That was very quick, so nothing was allowed yet. If you mean it, press Allow again.',
  changedMeanwhile:
    'The app has changed while this page was open, so Allow did not count. Read the page again before you press it.',
  changedSince:
    'This app has changed its name, or how it proves who it is, since you allowed it before.',
  ifTrusted: sentence('Allow this only if you trust {host}.'),
  ifBothTrusted: sentence('Allow this only if you trust both {site} and {answered}.'),
  ifBegun: 'Allow this only if you have just started connecting it yourself.',
  unavailable: {
    title: 'Not available to you',
    ask: sentence('Your account may not use these here. Ask {operator} if it should.'),
    signInAgain: 'If it was given to you lately, press “Not you?” and sign in again.',
    nothing: 'Nothing that the app asks for is available to you, so there is nothing to allow.',
    nothingNew:
      'The app already has everything that you can allow it. What it asks for now will not work, whatever you press.',
    returnTo: sentence('Return to {app}'),
  },
  ifBegunAs: sentence(
    'It may not be from {site}. Allow this only if you have just started connecting it yourself.',
  ),
  allow: 'Allow',
  deny: 'Deny',
};
