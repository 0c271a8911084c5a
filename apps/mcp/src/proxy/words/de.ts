import { untilInWords } from '@gatehouse/display';
import type { ProxyWords } from './words.ts';

export const german: ProxyWords = {
  language: 'de',
  endonym: 'Deutsch',
  direction: 'ltr',
  frame: {
    help: 'Hilfe und Richtlinien',
    support: 'Hilfe',
    privacy: 'Datenschutz',
    terms: 'Nutzungsbedingungen',
    runsOn: 'Läuft mit Gatehouse',
  },
  parties: {
    app: 'App',
    server: 'Server',
    person: 'Sie',
    notVerified: 'Nicht bestätigt',
    program: 'Ein Programm auf diesem Gerät',
    localApp: 'Eine App auf diesem Gerät',
    withoutName: 'App ohne Namen',
    quoted: ({ app }) => ['„', app, '“'],
    saysItIs: ({ app }) => ['Nennt sich ', app, '. Das lässt sich nicht prüfen.'],
    choseItsName: 'Den Namen hat sie selbst gewählt.',
    notSignedIn: 'Noch nicht angemeldet',
    signsInAt: ({ host }) => ['Als Nächstes melden Sie sich an: bei ', host],
    signedIn: 'Angemeldet',
    cameFrom: ({ host }) => ['Bei ', host],
  },
  consent: {
    title: ({ app }) => `${app} verbinden?`,
    titleOfSite: 'Eine nicht bestätigte App verbinden?',
    titleAgain: 'Fertig verbinden?',
    heading: ({ app, server }) => [app, ' möchte ', server, ' nutzen'],
    headingAgain: ({ app }) => [app, ' fertig verbinden?'],
    again:
      'Sie sind angemeldet, und noch wurde nichts weitergegeben. Auf diesem Gerät kann jedes Programm so etwas in Ihrem Browser beginnen, deshalb werden Sie noch einmal gefragt.',
    didYouStart:
      'Haben Sie das gerade selbst begonnen? Wenn diese Seite von allein aufging, lehnen Sie ab.',
    caution: {
      title: ({ site }) => ['Kennen Sie ', site, '?'],
      text: 'Diese Website hat sich hier selbst registriert, und niemand hat ihren Namen geprüft. Sie erhält die Antwort. Wenn jemand Sie hierher geschickt hat, lehnen Sie ab.',
    },
    tooSoon:
      'So schnell kann das niemand gelesen haben. Bitte lesen Sie es und entscheiden Sie dann.',
    term: ({ host }) => ['Wie lange der Zugriff gilt, bestimmt ', host, '.'],
    askedEachTime: 'Sie werden jedes Mal gefragt, wenn sich eine App verbindet.',
    sum: { view: 'Ansehen', change: 'Ändern' },
    deny: 'Ablehnen',
    allow: ({ server }) => ['Zugriff auf ', server, ' erlauben'],
  },
  permissions: {
    heading: 'Was verlangt wird',
    required: 'Erforderlich',
    unsaid: ({ host }) => ['Was ', host, ' gewährt, wenn nichts verlangt wird'],
    unknown: ({ host }) => ['Was das erlaubt, weiß nur ', host, '.'],
    known: {
      openid: 'Wissen, wer Sie sind',
      profile: 'Ihren Namen und Ihr Bild ansehen',
      email: 'Ihre E-Mail-Adresse ansehen',
      offline_access: 'Verbunden bleiben, während Sie nicht da sind',
      'mcp:read': 'Werkzeuge nutzen, die nur lesen',
      'mcp:write': 'Werkzeuge nutzen, die etwas ändern',
      'read:user': 'Ihr GitHub-Profil ansehen',
      'user:email': 'Ihre E-Mail-Adressen bei GitHub ansehen',
    },
  },
  goingOn: {
    toProvider: {
      title: ({ host }) => `Weiter zu ${host}`,
      message: 'Dort melden Sie sich an. An die App wurde noch nichts weitergegeben.',
    },
    toApp: {
      title: () => 'Hier ist alles erledigt. Sie können diesen Tab schließen.',
      message: 'Ihre App erhält die Antwort und stellt die Verbindung fertig.',
    },
    declined: {
      title: () => 'Sie haben abgelehnt. Nichts wurde weitergegeben.',
      message: 'Das Programm erfährt, dass die Antwort Nein ist. Sie können diesen Tab schließen.',
    },
    next: ({ destination }) => ['Weiter zu ', destination],
    program: 'Ihrer App',
    byItself: 'Es geht von allein weiter. Wenn nicht, drücken Sie die Taste.',
  },
  held: {
    denied: {
      title: 'Nichts wurde weitergegeben',
      message: ({ app }) => [
        'Die Antwort ist Nein: ',
        app,
        ' bekommt keinen Zugriff. Sie können diesen Tab schließen.',
      ],
    },
    failed: {
      title: 'Die Anmeldung hat nicht geklappt',
      message: ({ app }) => [
        'Es liegt nicht an Ihnen oder ',
        app,
        '. Nichts wurde weitergegeben. Beginnen Sie noch einmal in Ihrer App.',
      ],
    },
    broken: {
      title: 'Die App hat einen Fehler gemacht',
      message: ({ app }) => [
        'Die Anfrage von ',
        app,
        ' ist unvollständig, widerspricht sich oder verlangt etwas, das es hier nicht gibt.',
      ],
    },
    tell: ({ destination }) => [destination, ' Bescheid geben'],
    learnsOfNo:
      'Sie erfährt nur, dass die Antwort Nein ist. Wenn Sie diese App nicht kennen, schließen Sie einfach den Tab.',
    learnsOfError:
      'Sie erfährt nur, was schiefgegangen ist. Wenn Sie diese App nicht kennen, schließen Sie einfach den Tab.',
  },
  expired: {
    title: 'Diese Seite ist veraltet',
    message:
      'Dieser Schritt ist schon getan, hat zu lange gewartet oder wurde in einem anderen Browser begonnen.',
    step: 'Beginnen Sie noch einmal in Ihrer App. Wenn sie schon verbunden ist, schließen Sie diesen Tab.',
  },
  tooMany: {
    title: 'Zu viele Versuche',
    message:
      'Aus Ihrem Netz kamen mehr Anfragen, als wir in kurzer Zeit annehmen. Vielleicht liegt es an jemandem, mit dem Sie es teilen.',
    again: ({ when }) => [
      'Versuchen Sie es ',
      when,
      ' erneut: Beginnen Sie in Ihrer App, oder laden Sie diese Seite neu.',
    ],
    when: (seconds) => untilInWords(seconds, 'de'),
  },
  technical: {
    details: 'Technische Einzelheiten',
    forMakers: 'Für die Hersteller der App',
    server: 'Server',
    answer: 'Die Antwort geht an',
    clientId: 'Client-ID',
    scopes: 'Scopes',
    error: 'Fehler',
  },
  reference: 'Vorgangsnummer',
};
