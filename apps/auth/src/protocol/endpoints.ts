/**
 * Every address at which the public port answers, and what holds there: the one place where it is
 * said. Whatever treats addresses differently reads it here, and `compose.test.ts` compares it with
 * what the running application serves.
 *
 * | kind | for whom | what follows from it |
 * | --- | --- | --- |
 * | `page` | a user who opens it | a failure is a page; another spelling of loopback redirects |
 * | `step` | a browser on its way through an authorization, or signing in or out | the same; no `HEAD`, windows only |
 * | `program` | a program | a failure is JSON; another spelling of loopback is answered 421 |
 * | `asset` | a page | kept for ever, since the name changes with the content |
 *
 * @module
 */

/** Whom an address is for, and with it how failures look there. */
export type Kind = 'page' | 'step' | 'program' | 'asset';

/**
 * Which web pages of other origins may read the answers.
 *
 * - `none`
 * - `any`: all of them (http/request/open-cors.ts)
 * - `any-by-library`: all of them; the library writes the headers itself
 * - `client`: those at the client's own redirect URIs; by the library and provider/cors.ts
 */
export type Cors = 'none' | 'any' | 'any-by-library' | 'client';

/** How long an answer may be kept, if it is a good one: not at all, for minutes by everybody, always. */
export type Caching = 'no-store' | 'minutes' | 'for-ever';

/** Limits that are checked before the endpoint runs (http/limits). */
export type GateName = 'authorizations' | 'signIns';

/** Gates; and what is counted while a request is served (provider/limits). */
export type LimitName = GateName | 'failedAttempts' | 'registrations' | 'ownRegistrations';

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export interface Endpoint {
  /** as Express spells it: `:name` stands for one segment, or for what is between a dot and its end */
  readonly path: `/${string}`;
  readonly kind: Kind;
  /** `HEAD` goes with `GET`, except at a step; `OPTIONS` goes with CORS */
  readonly methods: readonly Method[];
  readonly cors: Cors;
  readonly caching: Caching;
  readonly limit?: LimitName;
  /**
   * `any`: answered under every `Host`, because nothing in the answer is made of it; absent: under that of
   * the public URL alone (http/request/pin-host.ts)
   */
  readonly host?: 'any';
  /** the library's name for the route, where the library answers */
  readonly library?: string;
}

const GET = ['GET'] as const;
const POST = ['POST'] as const;
const PAGE = { kind: 'page', methods: GET, cors: 'none', caching: 'no-store' } as const;
const STEP = { kind: 'step', methods: GET, cors: 'none', caching: 'no-store' } as const;
const ANSWER = { ...STEP, methods: POST } as const;
const PUBLISHED = {
  kind: 'program',
  methods: GET,
  cors: 'any-by-library',
  caching: 'minutes',
} as const;
/** Where clients prove who they are. */
const OF_CLIENTS = {
  kind: 'program',
  methods: POST,
  cors: 'client',
  caching: 'no-store',
  limit: 'failedAttempts',
} as const;

export const ENDPOINTS = {
  home: { ...PAGE, path: '/' },
  asset: { ...PAGE, path: '/assets/:name.:extension', kind: 'asset', caching: 'for-ever' },

  authorization: {
    ...STEP,
    path: '/auth',
    methods: ['GET', 'POST'],
    limit: 'authorizations',
    library: 'authorization',
  },
  resume: { ...STEP, path: '/auth/:uid', library: 'resume' },
  interaction: { ...STEP, path: '/interaction/:uid' },
  login: { ...ANSWER, path: '/interaction/:uid/login', limit: 'signIns' },
  callback: { ...STEP, path: '/callback/:provider' },
  signedIn: { ...STEP, path: '/interaction/:uid/signed-in' },
  consent: { ...ANSWER, path: '/interaction/:uid/consent' },
  cancel: { ...ANSWER, path: '/interaction/:uid/cancel' },
  switchUser: { ...ANSWER, path: '/interaction/:uid/switch' },

  signIn: { ...ANSWER, methods: ['GET', 'POST'], path: '/sign-in/:place', limit: 'signIns' },
  signInDone: { ...STEP, path: '/sign-in/:uid/done' },
  signOut: { ...ANSWER, path: '/sign-out' },
  language: { ...ANSWER, methods: ['GET', 'POST'], path: '/language' },

  serverMetadata: {
    ...PUBLISHED,
    path: '/.well-known/oauth-authorization-server',
    library: 'discovery',
  },
  openIdMetadata: {
    ...PUBLISHED,
    path: '/.well-known/openid-configuration',
    library: 'discovery',
  },
  jwks: { ...PUBLISHED, path: '/jwks', library: 'jwks', host: 'any' },

  /**
   * Where a client reads, replaces and removes its registration (RFC 7592 §2). It is
   * named first: CORS goes by what a path begins with
   */
  clientConfiguration: {
    kind: 'program',
    path: '/reg/:clientId',
    methods: ['GET', 'PUT', 'DELETE'],
    cors: 'any',
    caching: 'no-store',
    limit: 'ownRegistrations',
    library: 'client',
  },
  registration: {
    kind: 'program',
    path: '/reg',
    methods: POST,
    cors: 'any',
    caching: 'no-store',
    limit: 'registrations',
    library: 'registration',
  },
  token: { ...OF_CLIENTS, path: '/token', library: 'token' },
  introspection: { ...OF_CLIENTS, path: '/token/introspection', library: 'introspection' },
  revocation: { ...OF_CLIENTS, path: '/token/revocation', library: 'revocation' },
  userinfo: {
    kind: 'program',
    path: '/me',
    methods: ['GET', 'POST'],
    cors: 'client',
    caching: 'no-store',
    library: 'userinfo',
  },
} as const satisfies Readonly<Record<string, Endpoint>>;

export type EndpointName = keyof typeof ENDPOINTS;

/** All of them, for whoever goes through the table. */
export const allEndpoints: readonly (Endpoint & { readonly name: EndpointName })[] = Object.entries(
  ENDPOINTS,
).map(([name, endpoint]) => ({ ...endpoint, name: name as EndpointName }));
