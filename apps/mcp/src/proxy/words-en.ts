import type { ProxyWords } from './words.ts';

export const english: ProxyWords = {
  language: 'en',
  consent: {
    title: ({ app }) => `Connect ${app}?`,
    titleAgain: ({ app }) => `Finish connecting ${app}?`,
    again:
      'The sign-in has worked, and nothing has been shared yet. This server runs on your computer, ' +
      'where any program can begin a sign-in in your browser, so it asks you here before it ends.',
    withoutName: 'an app without a name',
    who: ({ app }) =>
      `An app that calls itself ${app} asks for access in your name. ` +
      'It registered itself and chose this name. Nobody checked it.',
    signInAt: 'You sign in at',
    comeFrom: 'You come from',
    asksFor: 'The app asks for',
    scopes: ({ scopes }) => scopes.join(', ') || 'nothing in particular',
    answer: 'The answer goes to',
    ifTrusted: ({ host }) => `Allow this only if you trust ${host}.`,
    ifBegun: 'Allow this only if you have just started connecting it yourself.',
    allow: 'Allow',
    deny: 'Deny',
  },
  held: {
    denied: {
      title: 'Nothing was shared',
      message: 'The request was declined, so the app gets no access.',
    },
    failed: {
      title: 'The sign-in did not work',
      message: 'It is not your fault, and nothing was shared. Start again from your app.',
    },
    broken: {
      title: 'The app sent something this server cannot use',
      message:
        'Its request is incomplete, contradicts itself, or asks for something not offered here.',
    },
    withoutName: 'nothing at all',
    who: ({ app }) => `The app calls itself ${app}. Anybody can choose that name.`,
    connecting:
      'If you were connecting this app yourself, go on below: it is told what happened, and nothing else.',
    followedLink:
      'If you followed a link from somebody, or do not know the app, close this window. Then nobody is told.',
    goTo: ({ destination }) => `Go to ${destination}`,
    code: 'Code',
  },
  destination: {
    program: ({ host }) => `a program on this computer (${host})`,
    app: ({ scheme }) => `the app on this device that opens “${scheme}:” links`,
  },
  goingOn: {
    toProvider: ({ host }) => `Going on to ${host}`,
    toApp: 'Going back to the app',
    nothingShared: 'Nothing was shared',
    next: 'Continue',
  },
  expired: {
    title: 'Start again',
    message:
      'This step was taken already, waited too long, or was begun in another browser. ' +
      'Start connecting again from your app.',
  },
  tooMany: {
    title: 'Too many attempts',
    message: 'There were more requests from your network than this server takes in a short time.',
    again: ({ wait }) => `Try again in ${wait}: start from your app, or load this page again.`,
  },
  reference: 'Reference',
};
