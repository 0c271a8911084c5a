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
    nameNotVerified: 'Name nicht bestätigt',
    notVerified: 'Nicht bestätigt',
    addedByOperator: 'Der Betreiber dieses Servers hat diese App eingetragen.',
    addedButUnproven:
      'Der Betreiber dieses Servers hat eine App dieses Namens eingetragen. Jedes Programm auf diesem Gerät kann sich als diese App ausgeben.',
    registeredItself:
      'Die App hat sich selbst registriert und diesen Namen gewählt. Niemand hat ihn geprüft.',
    registeredItselfAt: sentence(
      'Die App hat sich selbst registriert und diesen Namen gewählt. Sicher ist: Nur {host} erhält die Antwort.',
    ),
    describedAt: sentence(
      'Eine Seite bei {site} beschreibt diese App und nennt diesen Namen. Sicher ist: Nur {answered} erhält die Antwort.',
    ),
    describedElsewhere: sentence(
      'Eine Seite bei {site} beschreibt diese App und nennt diesen Namen. Die Antwort geht an eine andere Website, {answered}.',
    ),
    describedBut: sentence(
      'Eine Seite bei {site} beschreibt eine App dieses Namens. Jedes Programm auf diesem Gerät kann sich als diese App ausgeben.',
    ),
  },
  destination: {
    program: ({ host }) => `ein Programm auf diesem Gerät (${host})`,
    app: ({ scheme }) => `die App auf diesem Gerät, die „${scheme}:“-Links öffnet`,
  },
  operator: {
    name: 'den Betreiber dieses Servers',
    reachedAt: sentence('{who} ({contact})'),
  },
  whatToDo: 'Was Sie tun können',
  reference: 'Vorgangsnummer',
  you: 'Sie',
};
