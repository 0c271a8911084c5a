import { durationInWords } from '@gatehouse/display';
import type { ConsentWords } from '../consent.ts';
import { sentence } from '../sentence.ts';
import { connected, declined } from './decided.ts';

const oneMore = sentence('{app} asks for one more permission');

const ago = new Intl.RelativeTimeFormat('en');
const when = (days: number) => (days === 0 ? 'less than a day ago' : ago.format(-days, 'day'));
const lasting = (seconds: number) => durationInWords(seconds, 'en');

export const consent: ConsentWords = {
  title: {
    server: ({ app, server }) => `Allow ${app} to use ${server}?`,
    identity: ({ app }) => `Allow ${app} to know you?`,
    unverified: 'Allow an unverified app?',
    more: ({ app }) => `Allow ${app} more?`,
  },
  quoted: sentence('“{app}”'),
  wantsIdentity: sentence('{app} wants to know who you are'),
  wantsServer: sentence('{app} wants to use {server}'),
  asksForMore: ({ app, count }) =>
    count === 1 ? oneMore({ app }) : [app, ` asks for ${count} more permissions`],
  someServer: 'a server',
  notYou: 'Not you?',
  didYouStart: 'Did you start this just now? If the page opened by itself, deny.',
  permissions: {
    view: 'View',
    change: 'Make changes',
    irreversible: 'Cannot be undone',
    fresh: 'New',
    required: 'Required',
    optional: 'Optional',
    off: 'Optional, off unless you tick it',
    allowedBefore: 'Optional, allowed before',
    leftOut: 'You left this out before: what needs it will not work.',
    leftOutAskedAgain: 'You left this out before, and the app now asks for it again.',
    undescribed: 'Nobody here has said what it does',
    withDetail: sentence('{detail} · {choice}'),
    already: ({ count }) => `Already allowed (${count})`,
    allowed: 'Allowed',
  },
  identity: {
    nameAndEmail: 'Your name and email address',
    name: 'Your name',
    alsoPicture: 'Also your user name and picture',
    email: 'Your email address',
    recognised: 'That it is you, whenever you come back',
  },
  term: {
    unused: ({ idle, latest }) =>
      `Ends after ${lasting(idle)} without use, and after ${lasting(latest)} in any case.`,
    atMost: ({ latest }) => `Ends after ${lasting(latest)}; then it has to ask again.`,
    undo: sentence('To end it sooner, ask {operator}.'),
    keepsRest: 'If you deny, what it may do already stays as it is.',
  },
  stranger: {
    title: sentence('Do you know {host}?'),
    getsServer: sentence('It would get access to {server}.'),
    getsIdentity: 'It would learn who you are.',
    registered: ({ days }) => `It chose its own name and registered ${when(days)}.`,
    firstSeen: ({ days }) => `Another site describes it, and it was first seen here ${when(days)}.`,
    others: ({ count, orMore }) => {
      if (count === 0) return 'Nobody else here has allowed it.';
      if (orMore) return `At least ${count} others here have allowed it.`;
      return count === 1
        ? 'One other person here has allowed it.'
        : `${count} others here have allowed it.`;
    },
    vouch: sentence('I know {host} and started this myself'),
  },
  tooSoon: 'That was very quick, so nothing was allowed yet. If you mean it, press Allow again.',
  changedMeanwhile:
    'The app has changed while this page was open, so Allow did not count. Read the page again before you press it.',
  termsChangedMeanwhile:
    'What the app asks for is described otherwise now than when this page was opened, so Allow did not count. Read the page again before you press it.',
  notVouched:
    'Allow did not count, because the box above it was not ticked. Tick it if it is true; if not, deny.',
  nothingTicked:
    'Allow did not count, because nothing is ticked. Tick what the app may do, or deny.',
  changedSince:
    'This app has changed its name, or how it proves who it is, since you allowed it before.',
  unavailable: {
    title: 'Not available to you',
    ask: sentence('Your account may not use these here. Ask {operator} if it should.'),
    signInAgain: 'If it was given to you lately, press “Not you?” and sign in again.',
    nothing: 'Nothing that the app asks for is available to you, so there is nothing to allow.',
    nothingNew:
      'The app already has everything that you can allow it. What it asks for now will not work, whatever you press.',
    goBack: 'Go back to the app',
  },
  actions: {
    sum: { view: 'View', change: 'Make changes', irreversible: 'What cannot be undone' },
    sumIfTicked: {
      view: 'View, if ticked',
      change: 'Make changes, if ticked',
      irreversible: 'What cannot be undone, if ticked',
    },
    onTop: 'on top of what it may already',
    allowServer: sentence('Allow access to {server}'),
    allowIdentity: 'Allow it to know me',
    allowOne: sentence('Allow “{scope}”'),
    allowMore: ({ count }) =>
      count === 1 ? 'Allow one more permission' : `Allow ${count} more permissions`,
    deny: 'Deny',
  },
  details: {
    title: 'Technical details',
    whyVerified: 'Why verified',
    published: sentence('{host} itself published what this app is and where its answers go'),
    homePage: 'Home page',
    server: 'Server',
    answer: 'Answer goes to',
    clientId: 'Client ID',
    scopes: 'Scopes',
  },
  connected,
  declined,
};
