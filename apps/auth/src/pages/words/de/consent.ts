import { durationInWords } from '@gatehouse/display';
import type { ConsentWords } from '../consent.ts';
import { sentence } from '../sentence.ts';
import { connected, declined } from './decided.ts';

const oneMore = sentence('{app} bittet um eine weitere Berechtigung');

const ago = new Intl.RelativeTimeFormat('de');
const when = (days: number) =>
  days === 0 ? 'vor weniger als einem Tag' : ago.format(-days, 'day');
const lasting = (seconds: number) => durationInWords(seconds, 'de');

export const consent: ConsentWords = {
  title: {
    server: ({ app, server }) => `${app} erlauben, ${server} zu nutzen?`,
    identity: ({ app }) => `${app} erlauben, Sie zu erkennen?`,
    unverified: 'Eine nicht bestätigte App zulassen?',
    more: ({ app }) => `${app} mehr erlauben?`,
  },
  quoted: sentence('„{app}“'),
  wantsIdentity: sentence('{app} möchte wissen, wer Sie sind'),
  wantsServer: sentence('{app} möchte {server} nutzen'),
  asksForMore: ({ app, count }) =>
    count === 1 ? oneMore({ app }) : [app, ` bittet um ${count} weitere Berechtigungen`],
  someServer: 'einen Server',
  notYou: 'Nicht Ihr Konto?',
  didYouStart: 'Haben Sie das gerade selbst begonnen? Wenn nicht, lehnen Sie ab.',
  permissions: {
    view: 'Ansehen',
    change: 'Ändern',
    irreversible: 'Nicht rückgängig zu machen',
    fresh: 'Neu',
    required: 'Erforderlich',
    optional: 'Optional',
    off: 'Optional, gilt nur, wenn Sie es ankreuzen',
    allowedBefore: 'Optional, schon einmal erlaubt',
    leftOut:
      'Das haben Sie früher weggelassen: Was darauf angewiesen ist, wird nicht funktionieren.',
    leftOutAskedAgain: 'Das haben Sie früher weggelassen, und die App bittet nun wieder darum.',
    undescribed: 'Hier hat niemand gesagt, was das bewirkt',
    withDetail: sentence('{detail} · {choice}'),
    already: ({ count }) => `Bereits erlaubt (${count})`,
    allowed: 'Erlaubt',
  },
  identity: {
    nameAndEmail: 'Ihr Name und Ihre E-Mail-Adresse',
    name: 'Ihr Name',
    alsoPicture: 'Auch Ihr Benutzername und Ihr Bild',
    email: 'Ihre E-Mail-Adresse',
    recognised: 'Dass Sie es sind, wenn Sie wiederkommen',
  },
  term: {
    unused: ({ idle, latest }) =>
      `Gilt höchstens ${lasting(latest)}, ohne Nutzung nur ${lasting(idle)}.`,
    atMost: ({ latest }) => `Gilt ${lasting(latest)}; danach muss die App erneut fragen.`,
    undo: sentence('Soll es früher enden, fragen Sie {operator}.'),
    keepsRest: 'Wenn Sie ablehnen, bleibt bestehen, was die App bereits darf.',
  },
  stranger: {
    title: sentence('Kennen Sie {host}?'),
    getsServer: sentence('Diese Website bekäme Zugriff auf {server}.'),
    getsIdentity: 'Diese Website würde erfahren, wer Sie sind.',
    registered: ({ days }) =>
      `Sie hat ihren Namen selbst gewählt und sich ${when(days)} registriert.`,
    firstSeen: ({ days }) =>
      `Eine andere Website beschreibt sie, und hier wurde sie ${when(days)} zum ersten Mal gesehen.`,
    others: ({ count, orMore }) => {
      if (count === 0) return 'Niemand sonst hat sie hier zugelassen.';
      if (orMore) return `Mindestens ${count} andere haben sie hier zugelassen.`;
      return count === 1
        ? 'Eine andere Person hat sie hier zugelassen.'
        : `${count} andere haben sie hier zugelassen.`;
    },
    vouch: sentence('Ich kenne {host} und habe das selbst begonnen'),
  },
  tooSoon:
    'Das ging sehr schnell, deshalb wurde noch nichts erlaubt. Wenn Sie es so meinen, drücken Sie noch einmal auf Erlauben.',
  changedMeanwhile:
    'Die App hat sich geändert, während diese Seite offen war, deshalb zählte Erlauben nicht. Lesen Sie die Seite noch einmal, bevor Sie drücken.',
  termsChangedMeanwhile:
    'Worum die App bittet, wird jetzt anders beschrieben als beim Öffnen dieser Seite, deshalb zählte Erlauben nicht. Lesen Sie die Seite noch einmal, bevor Sie drücken.',
  notVouched:
    'Erlauben zählte nicht, weil das Kästchen darüber nicht angekreuzt war. Kreuzen Sie es an, wenn es stimmt; sonst lehnen Sie ab.',
  nothingTicked:
    'Erlauben zählte nicht, weil nichts angekreuzt ist. Kreuzen Sie an, was die App darf, oder lehnen Sie ab.',
  changedSince:
    'Seit Sie ihr etwas erlaubt haben, hat diese App ihren Namen geändert oder die Art, wie sie sich ausweist.',
  unavailable: {
    title: 'Für Sie nicht verfügbar',
    ask: sentence(
      'Ihr Konto darf das hier nicht nutzen. Wenn das anders sein sollte, fragen Sie {operator}.',
    ),
    signInAgain:
      'Wenn Sie das Recht dazu erst vor Kurzem erhalten haben, drücken Sie „Nicht Ihr Konto?“ und melden Sie sich neu an.',
    nothing:
      'Nichts, worum die App bittet, ist für Sie verfügbar. Es gibt also nichts zu erlauben.',
    nothingNew:
      'Die App hat schon alles, was Sie ihr erlauben können. Was sie jetzt möchte, wird nicht funktionieren, gleich was Sie drücken.',
    goBack: 'Zurück zur App',
  },
  actions: {
    sum: { view: 'Ansehen', change: 'Ändern', irreversible: 'Endgültiges' },
    sumIfTicked: {
      view: 'Ansehen, wenn angekreuzt',
      change: 'Ändern, wenn angekreuzt',
      irreversible: 'Endgültiges, wenn angekreuzt',
    },
    onTop: 'zusätzlich zu dem, was sie schon darf',
    allowServer: sentence('Zugriff auf {server} erlauben'),
    allowIdentity: 'Erlauben, mich zu erkennen',
    allowOne: sentence('„{scope}“ erlauben'),
    allowMore: ({ count }) =>
      count === 1 ? 'Eine weitere Berechtigung erlauben' : `${count} Berechtigungen erlauben`,
    deny: 'Ablehnen',
  },
  details: {
    title: 'Technische Einzelheiten',
    whyVerified: 'Warum bestätigt',
    published: sentence(
      '{host} hat selbst veröffentlicht, was diese App ist und wohin ihre Antworten gehen',
    ),
    homePage: 'Website der App',
    server: 'Server',
    answer: 'Antwort geht an',
    clientId: 'Client-ID',
    scopes: 'Scopes',
  },
  connected,
  declined,
};
