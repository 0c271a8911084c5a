import { sentence } from '../sentence.ts';
import type { SharedWords } from '../shared.ts';

export const shared: SharedWords = {
  frame: {
    help: 'Help and policies',
    support: 'Support',
    privacy: 'Privacy',
    terms: 'Terms',
    runsOn: 'Runs on Gatehouse',
  },
  connectors: { github: 'GitHub', google: 'Google', oidc: 'an OpenID provider' },
  client: {
    withoutName: 'An app without a name',
    known: 'Known here',
    nameNotVerified: 'Name not verified',
    notVerified: 'Not verified',
    addedByOperator: 'The operator of this server added this app.',
    addedButUnproven:
      'The operator of this server added an app of this name. Any program on this device can say that it is this one.',
    registeredItself: 'It registered itself and chose this name. Nobody checked it.',
    registeredItselfAt: sentence(
      'It registered itself and chose this name. What is sure: only {host} receives the answer.',
    ),
    describedAt: sentence(
      'A page at {site} describes this app and gives it this name. What is sure: only {answered} receives the answer.',
    ),
    describedElsewhere: sentence(
      'A page at {site} describes this app and gives it this name. The answer goes to another site, {answered}.',
    ),
    describedBut: sentence(
      'A page at {site} describes an app of this name. Any program on this device can say that it is this one.',
    ),
  },
  destination: {
    program: ({ host }) => `a program on this computer (${host})`,
    app: ({ scheme }) => `the app on this device that opens “${scheme}:” links`,
  },
  operator: {
    name: 'the operator of this server',
    reachedAt: sentence('{who} ({contact})'),
  },
  whatToDo: 'What you can do',
  reference: 'Reference',
  you: 'You',
};
