import type { ScopeKind } from '../../../protocol/resource.ts';
import type { ConnectedWords, DeclinedWords } from '../consent.ts';
import { sentence } from '../sentence.ts';
import { and } from './lists.ts';

const canUse = sentence('{app} can use {server} as {user}, {how}.');

const how: Readonly<Record<ScopeKind, string>> = {
  view: 'to view',
  change: 'to make changes',
  irreversible: 'to do what cannot be undone',
};

export const connected: ConnectedWords = {
  title: 'Connected',
  heading: sentence('Connected. {closeTab}'),
  closeTab: 'You can close this tab.',
  canUse: ({ kinds, ...who }) => canUse({ ...who, how: and(kinds.map((kind) => how[kind])) }),
  canDoNothing: sentence('You left everything out, so {app} can do nothing at {server}.'),
  knowsYou: sentence('{app} knows that you are {user}.'),
  back: {
    site: sentence('Back to {host}'),
    program: 'Back to the program',
    app: 'Back to the app',
  },
  byItself: 'This happens by itself. Press the button only if nothing moves.',
};

export const declined: DeclinedWords = {
  title: 'Nothing was shared',
  denied: 'You denied it. Nothing was shared.',
  returned: 'Nothing was shared.',
  noAccess: sentence('This gives {app} no access to {server}.'),
  noIdentity: sentence('{app} does not learn who you are.'),
  closeTab: 'You can close this tab.',
  told: 'The app is told that the answer is no, and nothing else.',
  tell: sentence('Tell {host}'),
  tellsOnly:
    'It learns only that the answer is no. If you do not know this site, just close the tab.',
  goOn: 'Go on',
  notStarted: 'You did not start this?',
  whatHappened:
    'Somebody may have sent you a link to get at what is yours. Nothing happened, and what you allowed before is as it was.',
  report: sentence('To report it, tell {operator} the client ID of this app: {clientId}'),
};
