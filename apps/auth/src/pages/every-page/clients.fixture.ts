import { type ClientSummary, redirectDestination } from '../pages.ts';

/** A text as an attacker would register it: markup, bidi controls, invisible characters, too long. */
export const HOSTILE_TEXT = `"><script>alert(1)</script><img src=x onerror=alert(2)>\u202E\u200B\u0000'`;

export const website: ClientSummary = {
  name: 'Claude',
  verified: 'https-redirect',
  redirect: redirectDestination('https://claude.ai/api/mcp/auth_callback'),
};

export const hostileClient: ClientSummary = {
  name: HOSTILE_TEXT,
  verified: 'unverified',
  redirect: redirectDestination('http://127.0.0.1:33418/callback'),
  clientUri: 'javascript:alert(3)',
};

const onThisComputer = redirectDestination('http://localhost:8787/callback');
const inAnApp = redirectDestination('cursor://anysphere.cursor-mcp/oauth/callback');
const clientUri = 'https://claude.ai/about';

const name = 'Claude';
const host = 'claude.ai';

/** A client with a document, for each place where its answer may go. */
export const described = {
  ofTheSite: { ...website, verified: 'document', host },
  ofASubdomain: {
    name,
    verified: 'document',
    host,
    redirect: redirectDestination('https://api.claude.ai/cb'),
  },
  elsewhere: {
    name,
    verified: 'document-elsewhere',
    host,
    redirect: redirectDestination('https://relay.example/cb'),
  },
  onThisComputer: { name, verified: 'document-unproven', host, redirect: onThisComputer },
  inAnApp: { name, verified: 'document-unproven', host, redirect: inAnApp },
} as const satisfies Record<string, ClientSummary>;

/** Each way in which a client is known, with each place where its answer may go. */
export const clients: Readonly<Record<string, ClientSummary>> = {
  'a website': website,
  'a website that names a home page': { ...website, clientUri },
  'a program on this computer': {
    name: 'Inspector',
    verified: 'unverified',
    redirect: onThisComputer,
  },
  'an app on this device': { name: 'Cursor', verified: 'unverified', redirect: inAnApp },
  'an operator’s client': { ...website, verified: 'operator' },
  'an operator’s client with a home page': { ...website, verified: 'operator', clientUri },
  'an operator’s client on this computer': {
    ...website,
    verified: 'operator',
    redirect: onThisComputer,
  },
  'an operator’s client in an app': { ...website, verified: 'operator', redirect: inAnApp },
  'an operator’s client that any program can pass for': {
    ...website,
    verified: 'operator-unproven',
    redirect: onThisComputer,
    clientUri,
  },
  'an app that the operator knows and any can pass for': {
    ...website,
    verified: 'operator-unproven',
    redirect: inAnApp,
  },
  'a described website': described.ofTheSite,
  'a described website with a subdomain': described.ofASubdomain,
  'a described website whose answer goes to another': described.elsewhere,
  'a described program on this computer': described.onThisComputer,
  'a described app on this device': described.inAnApp,
  'a described website with a long host': {
    ...described.ofTheSite,
    name: 'Notes of the Long Name '.repeat(9),
    host: `${'long-label-of-a-host.'.repeat(9)}example`,
    redirect: redirectDestination(`https://${'another-long-label.'.repeat(9)}example/cb`),
  },
  'a described website with letters of another alphabet': {
    ...described.elsewhere,
    host: new URL('https://cl\u0430ude.ai/').host,
  },
  'a client without a name': { ...website, name: '\u200B' },
  'a client with a right-to-left name': { ...website, name: 'مذكراتي' },
  'a client with a long name': { ...website, name: 'Notes of the Long Name '.repeat(9) },
  'a hostile client': hostileClient,
};
