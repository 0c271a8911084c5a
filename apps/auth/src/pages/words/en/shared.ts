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
    notVerified: 'Not verified',
  },
  operator: {
    name: 'the operator of this server',
    reachedAt: sentence('{who} ({contact})'),
  },
  reference: 'Reference',
  you: 'You',
};
