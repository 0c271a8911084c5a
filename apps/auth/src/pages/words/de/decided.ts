import type { ScopeKind } from '../../../protocol/resource.ts';
import type { ConnectedWords, DeclinedWords } from '../consent.ts';
import { sentence } from '../sentence.ts';

const canUse = sentence('{app} kann {server} als {user} nutzen, um {how}.');

const how: Readonly<Record<ScopeKind, string>> = {
  view: 'etwas anzusehen',
  change: 'etwas zu ändern',
  irreversible: 'etwas zu tun, was nicht rückgängig zu machen ist',
};

const and = new Intl.ListFormat('de');

export const connected: ConnectedWords = {
  title: 'Verbunden',
  heading: sentence('Verbunden. {closeTab}'),
  closeTab: 'Sie können diesen Tab schließen.',
  canUse: ({ kinds, ...who }) =>
    canUse({ ...who, how: and.format(kinds.map((kind) => how[kind])) }),
  canDoNothing: sentence(
    'Sie haben nichts ausgewählt, also kann {app} auf dem Server {server} nichts tun.',
  ),
  knowsYou: sentence('{app} weiß, dass Sie {user} sind.'),
  back: {
    site: sentence('Zurück zu {host}'),
    program: 'Zurück zum Programm',
    app: 'Zurück zur App',
  },
  byItself: 'Es geht von selbst weiter. Drücken Sie nur, wenn nichts geschieht.',
};

export const declined: DeclinedWords = {
  title: 'Nichts wurde weitergegeben',
  denied: 'Sie haben abgelehnt. Nichts wurde weitergegeben.',
  returned: 'Nichts wurde weitergegeben.',
  noAccess: sentence('{app} erhält dadurch keinen Zugriff auf {server}.'),
  noIdentity: sentence('{app} erfährt nicht, wer Sie sind.'),
  closeTab: 'Sie können diesen Tab schließen.',
  told: 'Die App erfährt, dass die Antwort Nein ist, und sonst nichts.',
  tell: sentence('{host} Bescheid geben'),
  tellsOnly:
    'Dort erfährt man nur, dass die Antwort Nein ist. Wenn Sie diese Website nicht kennen, schließen Sie einfach den Tab.',
  goOn: 'Weiter',
  notStarted: 'Sie haben das nicht begonnen?',
  whatHappened:
    'Vielleicht hat Ihnen jemand einen Link geschickt, um an Ihre Daten zu kommen. Es ist nichts geschehen, und was Sie früher erlaubt haben, gilt wie zuvor.',
  report: sentence(
    'Um es zu melden, informieren Sie {operator} und nennen Sie die Client-ID dieser App: {clientId}',
  ),
};
