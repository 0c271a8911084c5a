import { clockInWords, untilInWords } from '@gatehouse/display';
import type { ErrorWords, HeldErrorWords } from '../errors.ts';
import { sentence } from '../sentence.ts';

const appMistake = 'Die App hat einen Fehler gemacht';
const ourSide = 'Bei uns ist etwas schiefgegangen';

const problems: ErrorWords['problems'] = {
  invalid_client: {
    title: 'Diese App ist hier nicht registriert',
    message:
      'Dieser Server kennt sie nicht. Ihre Registrierung ist vielleicht abgelaufen oder wurde entfernt.',
    step: sentence(
      'Entfernen Sie die Verbindung in Ihrer App und fügen Sie sie neu hinzu. Falls Sie selbst eine Client-ID eingegeben haben, fragen Sie {operator} nach der richtigen.',
    ),
  },
  client_document: {
    title: 'Über diese App war nichts zu erfahren',
    message:
      'Sie ist über eine Webadresse bekannt, und mit dem, was dort steht, kann dieser Server nichts anfangen. An die App wurde nichts gesendet.',
    step: 'Gehen Sie zu Ihrer App zurück und versuchen Sie es in einer Minute erneut.',
  },
  client_disabled: {
    title: 'Diese App wurde hier abgeschaltet',
    message: 'Sie bekommt keinen Zugriff mehr. Von Ihnen wurde ihr nichts gesendet.',
    step: sentence('Wenn Sie sie brauchen, fragen Sie {operator}.'),
  },
  invalid_redirect_uri: {
    title: appMistake,
    message:
      'Sie wollte die Antwort an eine Adresse, die sie nie registriert hat. Zu Ihrem Schutz wurde nichts dorthin gesendet.',
    step: 'Entfernen Sie die Verbindung in Ihrer App und fügen Sie sie neu hinzu. Wenn Sie einem Link von jemandem gefolgt sind, schließen Sie diesen Tab.',
  },
  invalid_request: {
    title: 'Mit dieser Anfrage stimmt etwas nicht',
    message:
      'Sie ist unvollständig oder widerspricht sich: Die App hat einen Fehler gemacht, oder der Link wurde unterwegs verändert.',
    step: 'Gehen Sie zu Ihrer App zurück und verbinden Sie sie neu. Wenn Sie einem Link von jemandem gefolgt sind, schließen Sie diesen Tab.',
  },
  stale_interaction: {
    title: 'Diese Seite ist veraltet',
    message:
      'Die Anmeldung ist abgeschlossen, abgelaufen oder wurde in einem anderen Browser begonnen. Auch wer sich in einem anderen Tab abmeldet, beendet sie.',
    step: 'Beginnen Sie noch einmal in Ihrer App. Wenn sie schon verbunden ist, schließen Sie diesen Tab.',
  },
  browser_mismatch: {
    title: 'Diese Anmeldung wurde nicht hier begonnen',
    message:
      'Sie wurde in einem anderen Browser oder vor zu langer Zeit begonnen, oder jemand hat Ihnen den Link geschickt. Zu Ihrem Schutz endet sie hier.',
    step: 'Wenn Sie es waren: Erlauben Sie dieser Website Cookies und beginnen Sie noch einmal in Ihrer App. Wenn nicht, schließen Sie diesen Tab.',
  },
  cross_site_form: {
    title: 'Das kam nicht von dieser Seite',
    message:
      'Es kam ein Formular an, das dieser Server Ihnen nicht gezeigt hat oder das abgelaufen ist. Nichts wurde geändert.',
    step: 'Schließen Sie diesen Tab und beginnen Sie noch einmal in Ihrer App.',
  },
  stale_page: {
    title: 'Diese Seite ist veraltet',
    message:
      'Seit sie gezeigt wurde, hat sich in diesem Browser jemand an- oder abgemeldet. Nichts wurde geändert.',
    step: 'Die Startseite zeigt, wer jetzt angemeldet ist. Wenn Sie wieder hier landen, erlauben Sie dieser Website Cookies.',
  },
  too_many_requests: {
    title: 'Zu viele Versuche',
    message:
      'Aus Ihrem Netz kamen mehr Anfragen, als wir in kurzer Zeit annehmen. Vielleicht liegt es an jemandem, mit dem Sie es teilen.',
    step: ({ again }) => again,
  },
  not_found: {
    title: 'Unter dieser Adresse ist nichts',
    message: 'Vielleicht ist sie falsch geschrieben, oder was hier war, gibt es nicht mehr.',
    step: 'Wenn Sie eine App verbinden möchten, beginnen Sie in der App.',
  },
  unavailable: {
    title: 'Dieser Server kann gerade nicht antworten',
    message:
      'Es liegt an uns, nicht an Ihnen oder Ihrer App: Unsere Datenbank antwortet nicht. Ein neuer Versuch schadet nicht.',
    step: ({ again }) => again,
  },
  server_error: {
    title: ourSide,
    message: 'Es liegt nicht an Ihnen oder Ihrer App. Nichts wurde weitergegeben.',
    step: ({ again }) => again,
  },
};

const held: HeldErrorWords = {
  errors: {
    access_denied: {
      title: 'Nichts wurde weitergegeben',
      message: sentence('{app} bekommt keinen Zugriff. Sie können diesen Tab schließen.'),
    },
    invalid_scope: {
      title: appMistake,
      message: sentence(
        '{app} hat Berechtigungen verlangt, die es hier nicht gibt oder die nicht erlaubt sind.',
      ),
    },
    invalid_target: {
      title: appMistake,
      message: sentence(
        '{app} hat Zugriff auf einen Server verlangt, für den hier niemand zuständig ist.',
      ),
    },
    server_error: {
      title: ourSide,
      message: sentence(
        'Es liegt nicht an Ihnen oder {app}. Nichts wurde weitergegeben. Versuchen Sie es in einer Minute erneut.',
      ),
    },
    temporarily_unavailable: {
      title: 'Dieser Server ist ausgelastet',
      message: sentence(
        'Er kann die Anfrage von {app} gerade nicht annehmen. Nichts wurde geändert.',
      ),
    },
    other: {
      title: appMistake,
      message: sentence(
        'Die Anfrage von {app} ist unvollständig, widerspricht sich oder verlangt etwas, das es hier nicht gibt.',
      ),
    },
  },
  tell: sentence('{destination} Bescheid geben'),
  learns:
    'Sie erfährt nur, was schiefgegangen ist. Wenn Sie diese App nicht kennen, schließen Sie einfach den Tab.',
};

export const errors: ErrorWords = {
  problems,
  again: {
    inAWhile: 'Versuchen Sie es in einer Minute erneut.',
    in: sentence('Versuchen Sie es {wait} erneut.'),
    at: sentence('Versuchen Sie es {wait} erneut, um {time}.'),
    wait: (seconds) => untilInWords(seconds, 'de'),
    time: (at) => clockInWords(at, 'de'),
  },
  askThen: sentence('Wenn es dann noch nicht geht, fragen Sie {operator}.'),
  referThen: sentence(
    'Wenn es dann noch nicht geht, fragen Sie {operator} und nennen Sie die Vorgangsnummer unten.',
  ),
  tryAgain: 'Erneut versuchen',
  toStartPage: 'Zur Startseite',
  technical: {
    forMakers: 'Für die Hersteller der App',
    details: 'Technische Einzelheiten',
    error: 'Fehler',
    clientId: 'Client-ID',
    redirectUri: 'Antwort verlangt an',
    parameters: 'Betrifft',
    resource: 'Verlangt wurde',
  },
  held,
};
