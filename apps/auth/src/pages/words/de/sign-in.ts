import { sentence } from '../sentence.ts';
import type { SignInWords } from '../sign-in.ts';
import { and, or, verb } from './lists.ts';
import { failures } from './sign-in-failures.ts';

const handOff: SignInWords['handOff'] = {
  toProvider: {
    title: ({ provider }) => `Weiter zu ${provider}`,
    message: 'Dort melden Sie sich an und kommen dann hierher zurück.',
  },
  continueTo: sentence('Weiter zu {destination}'),
  byItself: 'Es geht von selbst weiter. Drücken Sie nur, wenn nichts geschieht.',
};

const signInAs = {
  again: sentence(
    'Zeigen Sie bitte, dass Sie es sind: Melden Sie sich noch einmal als {user} an. Danach kommen Sie zu der Seite zurück.',
  ),
  other: sentence(
    'Das war ein anderes Konto. Es wurde nichts geändert: Melden Sie sich noch einmal als {user} an.',
  ),
};

const mail: SignInWords['notAdmitted']['mail'] = {
  subject: ({ server, reference }) => {
    const about = server === undefined ? 'Zugriff' : `Zugriff auf ${server}`;
    return reference === undefined ? about : `${about} (${reference})`;
  },
  body: ({ server, account, provider, reference }) => [
    'Guten Tag,',
    '',
    server === undefined
      ? 'bitte lassen Sie dieses Konto zur Anmeldung zu:'
      : `bitte lassen Sie dieses Konto für ${server} zu:`,
    account === undefined ? provider : `${account} (${provider})`,
    ...(reference === undefined ? [] : ['', `Vorgangsnummer: ${reference}`]),
    '',
  ],
};

export const signIn: SignInWords = {
  login: {
    title: 'Anmelden',
    connect: sentence('Anmelden, um {app} mit {server} zu verbinden'),
    goOn: sentence('Anmelden, um mit {app} fortzufahren'),
    choose: 'Wählen Sie Ihr Konto',
    continueWith: ({ provider }) => `Weiter mit ${provider}`,
    lastUsed: 'Zuletzt verwendet',
    noProvider: ({ providers }) =>
      `Es ist noch keine Anmeldung eingerichtet. Wer diesen Server betreibt, kann die Anmeldung mit ${or(providers)} einrichten.`,
    passwordStays: ({ providers }) => `Ihr Passwort bleibt bei ${or(providers)}.`,
    nothingShared: 'Die App erhält nichts, bevor Sie es erlauben.',
    noAccount: sentence('Noch kein Konto? Fragen Sie {operator}.'),
    emulated: ({ providers }) =>
      `Entwicklung: ${and(providers)} ${verb(providers.length, { one: 'wird', other: 'werden' })} von diesem Computer nachgestellt, mit erfundenen Personen. Kein echtes Konto ist betroffen.`,
  },
  failures,
  again: {
    first: 'Melden Sie sich zuerst an. Danach kommen Sie zu der Seite zurück.',
    again: ({ user }) =>
      user === undefined
        ? 'Zeigen Sie bitte, dass Sie es sind: Melden Sie sich noch einmal an. Danach kommen Sie zu der Seite zurück.'
        : signInAs.again({ user }),
    other: ({ user }) =>
      user === undefined
        ? 'Das war ein anderes Konto. Es wurde nichts geändert: Melden Sie sich noch einmal mit dem Konto an, das angemeldet ist.'
        : signInAs.other({ user }),
  },
  notAdmitted: {
    title: 'Dieses Konto hat keinen Zugriff',
    message: sentence(
      'Sie haben sich mit {provider} angemeldet, aber dieses Konto darf {server} nicht nutzen.',
    ),
    messageHere: ({ provider }) =>
      `Sie haben sich mit ${provider} angemeldet, aber dieses Konto ist hier nicht zugelassen.`,
    nothingShared: 'An die App wurde nichts weitergegeben.',
    withProvider: ({ provider }) => `mit ${provider}`,
    ask: sentence('{who} um Zugriff bitten'),
    giveReference: 'Nennen Sie dabei die Vorgangsnummer unten.',
    askOperator: sentence('Bitten Sie {operator} um Zugriff.'),
    askOperatorWithReference: sentence(
      'Bitten Sie {operator} um Zugriff, und nennen Sie die Vorgangsnummer unten.',
    ),
    mail,
    anotherAccount: 'Anderes Konto verwenden',
    giveUp: 'App nicht verbinden',
  },
  handOff,
  alreadyDone: {
    title: 'Schon erledigt',
    finished:
      'Dieser Schritt ist abgeschlossen. Gehen Sie zu Ihrer App zurück; diesen Tab können Sie schließen.',
    notConnected:
      'Falls die App nicht verbunden ist, beginnen Sie dort noch einmal mit dem Verbinden.',
  },
};
