import { untilInWords } from '@gatehouse/display';
import type { ProxyWords } from './words.ts';

export const english: ProxyWords = {
  language: 'en',
  endonym: 'English',
  direction: 'ltr',
  frame: {
    help: 'Help and policies',
    support: 'Support',
    privacy: 'Privacy',
    terms: 'Terms',
    runsOn: 'Runs on Gatehouse',
  },
  parties: {
    app: 'App',
    server: 'Server',
    person: 'You',
    notVerified: 'Not verified',
    program: 'A program on this computer',
    localApp: 'An app on this device',
    withoutName: 'An app without a name',
    quoted: ({ app }) => ['“', app, '”'],
    saysItIs: ({ app }) => ['It calls itself ', app, '. That cannot be checked.'],
    choseItsName: 'It chose its own name.',
    notSignedIn: 'Not signed in yet',
    signsInAt: ({ host }) => ['You sign in next, at ', host],
    signedIn: 'Signed in',
    cameFrom: ({ host }) => ['At ', host],
  },
  consent: {
    title: ({ app }) => `Connect ${app}?`,
    titleOfSite: 'Connect an unverified app?',
    titleAgain: 'Finish connecting?',
    heading: ({ app, server }) => [app, ' wants to use ', server],
    headingAgain: ({ app }) => ['Finish connecting ', app, '?'],
    again:
      'You have signed in, and nothing has been shared yet. On this computer any program can begin that in your browser, so you are asked once more.',
    didYouStart: 'Did you just start connecting it? If this page opened by itself, deny.',
    caution: {
      title: ({ site }) => ['Do you know ', site, '?'],
      text: 'It registered itself here, and nobody checked its name. It receives the answer. If somebody sent you here, deny.',
    },
    tooSoon: 'That was too fast to have read it. Please read it, then decide.',
    term: ({ host }) => ['How long it lasts is for ', host, ' to say.'],
    askedEachTime: 'You are asked every time an app connects.',
    sum: { view: 'View', change: 'Change things' },
    deny: 'Deny',
    allow: ({ server }) => ['Allow access to ', server],
  },
  permissions: {
    heading: 'What it asks for',
    required: 'Required',
    unsaid: ({ host }) => ['Whatever ', host, ' gives when nothing is asked for'],
    unknown: ({ host }) => ['Only ', host, ' knows what it allows.'],
    known: {
      openid: 'Know who you are',
      profile: 'See your name and picture',
      email: 'See your email address',
      offline_access: 'Stay connected while you are away',
      'mcp:read': 'Use tools that only read',
      'mcp:write': 'Use tools that change things',
      'read:user': 'See your GitHub profile',
      'user:email': 'See your email addresses at GitHub',
    },
  },
  goingOn: {
    toProvider: {
      title: ({ host }) => `Going on to ${host}`,
      message: 'You sign in there. Nothing has been shared with the app yet.',
    },
    toApp: {
      title: () => 'Done here. You can close this tab.',
      message: 'Your app gets the answer and finishes connecting.',
    },
    declined: {
      title: () => 'You denied it. Nothing was shared.',
      message: 'The program is told that the answer is no. You can close this tab.',
    },
    next: ({ destination }) => ['Continue to ', destination],
    program: 'the app',
    byItself: 'This goes on by itself. If it does not, press the button.',
  },
  held: {
    denied: {
      title: 'Nothing was shared',
      message: ({ app }) => ['The answer is no: ', app, ' gets no access. You can close this tab.'],
    },
    failed: {
      title: 'The sign-in did not work',
      message: ({ app }) => [
        'It is not you or ',
        app,
        '. Nothing was shared. Start again from your app.',
      ],
    },
    broken: {
      title: 'The app made a mistake',
      message: ({ app }) => [
        'The request of ',
        app,
        ' is incomplete, contradicts itself, or asks for something not offered here.',
      ],
    },
    tell: ({ destination }) => ['Tell ', destination],
    learnsOfNo:
      'It learns only that the answer is no. If you do not know this app, just close the tab.',
    learnsOfError:
      'It learns only what went wrong. If you do not know this app, just close the tab.',
  },
  expired: {
    title: 'This page is out of date',
    message: 'Its step was taken already, waited too long, or was begun in another browser.',
    step: 'Start again from your app. If it is connected already, close this tab.',
  },
  tooMany: {
    title: 'Too many tries',
    message:
      'Your network sent more requests than we take in a short time. Somebody you share it with may be the cause.',
    again: ({ when }) => ['Try again ', when, ': start from your app, or load this page again.'],
    when: (seconds) => untilInWords(seconds, 'en'),
  },
  technical: {
    details: 'Technical details',
    forMakers: 'For the app’s makers',
    server: 'Server',
    answer: 'The answer goes to',
    clientId: 'Client ID',
    scopes: 'Scopes',
    error: 'Error',
  },
  reference: 'Reference',
};
