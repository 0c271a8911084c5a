import type { PartiesWords } from '../parties.ts';
import { sentence } from '../sentence.ts';

export const parties: PartiesWords = {
  app: 'App',
  server: 'Server',
  person: 'Sie',
  verifiedDomain: 'Domain bestätigt',
  program: 'Ein Programm auf diesem Gerät',
  localApp: 'Eine App auf diesem Gerät',
  saysItIs: sentence('Es nennt sich {app}. Das lässt sich nicht prüfen.'),
  saysItIsOf: sentence('Es nennt sich {app} von {site}. Das lässt sich nicht prüfen.'),
  saysItIsKnown: sentence(
    'Es nennt sich {app}; eine App dieses Namens wurde durch {operator} eingetragen. Das lässt sich nicht prüfen.',
  ),
  addedBy: sentence('Eingetragen durch {operator}'),
  choseItsName: 'Den Namen hat sie selbst gewählt.',
  describedAt: sentence('Beschrieben auf einer anderen Website, {site}'),
  answeredAt: sentence('Antworten gehen an {host}'),
  notSignedIn: 'Noch nicht angemeldet',
  decidesNext: 'Sie entscheiden gleich, was Sie freigeben.',
  accountWith: sentence('{account}, über {provider}'),
  signedInWith: sentence('Über {provider}'),
};
