import type { HomeWords } from '../home.ts';
import { listed } from '../lists.ts';
import { sentence } from '../sentence.ts';

const names = new Intl.ListFormat('de');
const set = sentence('Setzen Sie {variables}.');
const brand = sentence('Beginnen Sie mit {variables}; das Weitere steht in {guide}.');

export const home: HomeWords = {
  signIn: {
    title: 'Anmelden',
    message:
      'Apps führen Sie hierher, wenn sie für Sie handeln möchten. Sie entscheiden, was jede darf.',
  },
  signedIn: {
    title: 'Sie sind angemeldet',
    message:
      'Apps führen Sie hierher, wenn sie für Sie handeln möchten. Sie entscheiden, was jede darf.',
  },
  titleAt: sentence('{title} bei {operator}'),
  connectApp: {
    summary: 'Möchten Sie eine App verbinden?',
    message:
      'Beginnen Sie in der App, und geben Sie ihr die Adresse eines Servers. Die App führt Sie hierher, und Sie entscheiden.',
    signInFirst: 'Melden Sie sich an, um die Adressen zu sehen.',
  },
  whoever: {
    signInHere: 'Hier anmelden',
    whySignIn: 'Wenn Sie sich jetzt anmelden, müssen Apps nicht mehr fragen, wer Sie sind.',
    signedInWith: ({ provider }) => `Angemeldet mit ${provider}`,
    signOut: 'Abmelden',
    whatStays: 'Apps, die Sie verbunden haben, bleiben verbunden, wenn Sie sich abmelden.',
  },
  details: 'Technische Einzelheiten',
  issuer: 'Aussteller (Issuer)',
  metadata: 'Metadaten',
  documents: sentence('{oauth}, {openId}'),
  oauth: 'OAuth',
  openId: 'OpenID Connect',
  development: {
    title: 'Bereit',
    heading: 'Gatehouse ist bereit',
    message: 'Verbinden Sie einen MCP-Client. Zum Anmelden führt er Sie hierher zurück.',
    connect: {
      heading: 'Einen Client verbinden',
      message: sentence('Mit {server}. Ein Klick wählt eine ganze Zeile aus; dann kopieren.'),
      none: 'Es gibt noch keinen MCP-Server. Nennen Sie welche in RESOURCES, und starten Sie neu.',
      clients: {
        'claude-code': { name: 'Claude Code', note: 'dann in einer Sitzung mit /mcp anmelden' },
        'vs-code': { name: 'VS Code', note: 'dann den Server dort starten' },
        cursor: { name: 'Cursor', note: 'in die Datei .cursor/mcp.json' },
        codex: { name: 'Codex', note: 'öffnet die Anmeldung von selbst' },
        inspector: { name: 'MCP Inspector', note: 'ab Node 22.19' },
      },
      anyOther: 'Jeder andere: die Adresse des Servers',
    },
    people: {
      heading: 'Als Beispielperson anmelden',
      message: ({ providers }) =>
        `${names.format(providers)}: von diesem Computer nachgestellt, mit erfundenen Personen. Kein echtes Konto ist betroffen.`,
      signIn: 'Anmelden',
      as: ({ name }) => ` als ${name}`,
      byTheirPages: 'Oder auf der Seite des Anbieters auswählen',
    },
    next: {
      heading: 'Nächste Schritte',
      protect: {
        heading: 'Den eigenen Server schützen',
        message: sentence('Ein paar Zeilen Middleware: siehe {guide} im Ordner des Projekts.'),
      },
      realAccounts: {
        heading: 'Echte Konten verwenden',
        message:
          'Registrieren Sie bei einem Anbieter eine OAuth-App mit seiner Callback-Adresse, setzen Sie die Variablen, und starten Sie neu.',
      },
      callbacks: {
        heading: 'Callback-Adressen Ihrer Anbieter',
        message: 'Jeder muss seine kennen. Sie ist dort eingetragen, genau so geschrieben.',
      },
      providers: { github: 'GitHub', google: 'Google', oidc: 'Beliebiger OpenID-Anbieter' },
      set: ({ variables }) => set({ variables: listed(names, variables) }),
      name: {
        heading: 'Ihr Name auf diesen Seiten',
        message: ({ variables, guide }) => brand({ variables: listed(names, variables), guide }),
      },
    },
    addresses: 'Adressen',
  },
};
