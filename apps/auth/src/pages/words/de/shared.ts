import { sentence } from '../sentence.ts';
import type { SharedWords } from '../shared.ts';

/**
 * German has cases, and what is put into a sentence cannot be bent there. So all sentences of this
 * language use each of these in one case: the operator in the accusative (“fragen Sie {operator}”), an app
 * without a name and a way to sign in in the dative (“zu {app}”, “bei {provider}”).
 */
export const shared: SharedWords = {
  frame: {
    help: 'Hilfe und Richtlinien',
    support: 'Hilfe',
    privacy: 'Datenschutz',
    terms: 'Nutzungsbedingungen',
    runsOn: 'Läuft mit Gatehouse',
  },
  connectors: { github: 'GitHub', google: 'Google', oidc: 'einem OpenID-Anbieter' },
  client: {
    withoutName: 'App ohne Namen',
    known: 'Hier bekannt',
    notVerified: 'Nicht bestätigt',
  },
  operator: {
    name: 'den Betreiber dieses Servers',
    reachedAt: sentence('{who} ({contact})'),
  },
  reference: 'Vorgangsnummer',
  you: 'Sie',
};
