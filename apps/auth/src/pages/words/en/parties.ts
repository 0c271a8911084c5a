import type { PartiesWords } from '../parties.ts';
import { sentence } from '../sentence.ts';

export const parties: PartiesWords = {
  app: 'App',
  server: 'Server',
  person: 'You',
  verifiedDomain: 'Verified domain',
  program: 'A program on this computer',
  localApp: 'An app on this device',
  saysItIs: sentence('It says it is {app}. Names of local programs cannot be checked.'),
  saysItIsOf: sentence(
    'It says it is {app} from {site}. Names of local programs cannot be checked.',
  ),
  saysItIsKnown: sentence(
    'It says it is {app}, which was added by {operator}. Names of local programs cannot be checked.',
  ),
  addedBy: sentence('Added by {operator}'),
  choseItsName: 'It chose its name itself.',
  describedAt: sentence('Described at another site, {site}'),
  answeredAt: sentence('Answers go to {host}'),
  notSignedIn: 'Not signed in yet',
  decidesNext: 'Next, you decide what is shared.',
  accountWith: sentence('{account}, with {provider}'),
  signedInWith: sentence('With {provider}'),
};
