import type pg from 'pg';
import { randomBytes } from 'node:crypto';
import {
  type Answer,
  answerOf,
  Client,
  type Code,
  HTTPS_REDIRECT,
  type Parameters,
  type Tokens,
  tokensOf,
} from '../../behaviour/actors/client.ts';
import { Person, type Web } from '../../behaviour/actors/person.ts';
import type { Canary } from './canary.ts';
import { postUnderHost } from './post-under-host.ts';

export interface TargetOptions {
  readonly web: Web;
  readonly canary: Canary;
  /** the rows of our own server; a bare library keeps its own in memory */
  readonly database?: pg.Client;
  /** where else the same issuer is served */
  readonly replicas?: readonly string[];
  /** kills the last of the replicas and starts it again */
  readonly killReplica?: () => Promise<void>;
  /** see {@link Target.failingWrite} */
  readonly failing: (n: number, work: () => Promise<unknown>) => Promise<boolean>;
  /** origin of the operations port */
  readonly operationsUrl?: string;
  /** where a third process serves the same database as an https origin, behind a proxy */
  readonly behindTls?: string;
}

/** A client, somebody who agreed, and what was issued. */
export interface Issued {
  readonly client: Client;
  readonly code: Code;
  readonly tokens: Tokens;
}

/** What is asked for unless a row says otherwise. The bare library wants it said. */
const SCOPE = 'notes:read notes:write';

/** A server under attack: ours, or the bare library. */
export class Target {
  readonly issuer: string;
  readonly web: Web;
  readonly canary: Canary;
  /** everything that no log line may hold */
  readonly secrets = new Set<string>();
  /** somebody who is signed in after their first request */
  readonly ada: Person;
  readonly #options: TargetOptions;

  constructor(options: TargetOptions) {
    this.#options = options;
    this.web = options.web;
    this.issuer = options.web.issuer;
    this.canary = options.canary;
    this.ada = new Person(options.web);
  }

  /** @throws Error for the bare library, which has none */
  get database(): pg.Client {
    const { database } = this.#options;
    if (database === undefined) throw new Error('only our own server has a database');
    return database;
  }

  get isOurs(): boolean {
    return this.#options.database !== undefined;
  }

  /** Every place where the issuer is served. */
  get replicas(): readonly string[] {
    return [this.issuer, ...(this.#options.replicas ?? [])];
  }

  /** Kills the second process that serves the issuer, without warning, and starts it again. */
  async killReplica(): Promise<void> {
    await this.#options.killReplica?.();
  }

  /**
   * Fails the n-th write that the server makes for `work`.
   *
   * @returns whether it made so many
   */
  failingWrite(n: number, work: () => Promise<unknown>): Promise<boolean> {
    return this.#options.failing(n, work);
  }

  /** Status of the operations port's `/healthz` or `/readyz`. */
  async probe(path: string): Promise<number> {
    return (await fetch(new URL(path, this.#options.operationsUrl))).status;
  }

  /** Somebody nobody knows yet. */
  stranger(): Person {
    return new Person(this.web);
  }

  /** A client that registered itself: public, with an https redirect, unless told. */
  client(metadata: object = {}): Promise<Client> {
    return Client.register(this.issuer, { redirect_uris: [HTTPS_REDIRECT], ...metadata });
  }

  /** A client that the operator vouches for, so that its errors are sent to it at once (RU-12). */
  async operatorClient(metadata: object = {}): Promise<Client> {
    const client = await this.client(metadata);
    await this.#options.database?.query(`UPDATE clients SET kind = 'operator' WHERE id = $1`, [
      client.clientId,
    ]);
    return client;
  }

  /** A client with a secret. */
  async confidential(method = 'client_secret_basic'): Promise<Client & { clientSecret: string }> {
    const client = await this.client({ token_endpoint_auth_method: method });
    this.secrets.add(client.clientSecret ?? '');
    return client as Client & { clientSecret: string };
  }

  /** A code that was not exchanged. */
  async code(parameters: Parameters = {}, by?: Client): Promise<Omit<Issued, 'tokens'>> {
    const client = by ?? (await this.client());
    const code = await client.obtainCode(this.ada, { scope: SCOPE, ...parameters });
    this.secrets.add(code.code).add(code.code_verifier);
    return { client, code };
  }

  /** A code that was exchanged, and what it gave. */
  async issued(parameters: Parameters = {}, by?: Client): Promise<Issued> {
    const { client, code } = await this.code(parameters, by);
    const tokens = tokensOf(await client.exchange(code));
    this.secrets.add(tokens.access_token).add(tokens.refresh_token);
    return { client, code, tokens };
  }

  /** A value that an attacker sends and the server has to keep to itself. */
  planted(what: string): string {
    const value = `canary-${what}-${randomBytes(16).toString('base64url')}`;
    this.secrets.add(value);
    return value;
  }

  /** Any request, redirects not followed. */
  async send(path: string, init: RequestInit = {}): Promise<Answer> {
    return answerOf(await this.fetch(path, init));
  }

  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(new URL(path, this.issuer), { redirect: 'manual', ...init });
  }

  /** A request that came over https to the proxy in front, as the proxy passes it on. */
  async overHttps(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    const { behindTls } = this.#options;
    if (behindTls === undefined) throw new Error('only our own server is served over https');
    return fetch(new URL(path, behindTls), { redirect: 'manual', headers });
  }

  /**
   * A token request that is limited as configured.
   *
   * @param address what the proxy in front says that it comes from; undefined: it comes straight to
   *   the second process, which trusts no proxy, with the headers given
   */
  async limited(
    address: string | undefined,
    parameters: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const body = new URLSearchParams(parameters);
    const [, replica = ''] = this.replicas;
    const { behindTls = '' } = this.#options;
    const base = address === undefined ? replica : behindTls;
    const host = address === undefined ? new URL(this.issuer).host : new URL(behindTls).host;
    const forwarded = address === undefined ? {} : { 'x-forwarded-for': address };
    return postUnderHost(new URL('/token', base), host, body, { ...forwarded, ...headers });
  }

  /** Any request to the https origin, limited as configured, from an address as its proxy tells it. */
  async proxied(path: string, address: string, init: RequestInit): Promise<Answer> {
    const { behindTls } = this.#options;
    const headers = new Headers(init.headers);
    headers.set('x-forwarded-for', address);
    return answerOf(
      await fetch(new URL(path, behindTls), { redirect: 'manual', ...init, headers }),
    );
  }

  /** A form of a page, posted in somebody's browser, but answered by the second process. */
  async postAtReplica(
    { browser }: Person,
    action: URL,
    fields: readonly (readonly string[])[],
  ): Promise<Answer> {
    const [, replica = ''] = this.replicas;
    const body = new URLSearchParams(fields.map(([name = '', value = '']) => [name, value]));
    const cookie = browser.cookies.header(action) ?? '';
    const headers = { cookie, 'sec-fetch-site': 'same-origin' };
    const answer = await postUnderHost(
      new URL(action.pathname, replica),
      action.host,
      body,
      headers,
    );
    browser.cookies.receive(action, answer.headers.getSetCookie());
    return answer;
  }

  /** A token request at one of the places where the issuer is served. */
  async tokenAt(replica: string, client: Client, parameters: Parameters): Promise<Answer> {
    const body = new URLSearchParams({ client_id: client.clientId });
    for (const [name, value] of Object.entries(parameters)) if (value) body.set(name, value);
    return postUnderHost(new URL('/token', replica), new URL(this.issuer).host, body);
  }

  /** What userinfo says to an opaque access token: alive, or dead. */
  async userinfo(accessToken: string): Promise<number> {
    const headers = { authorization: `Bearer ${accessToken}` };
    return (await this.fetch('/me', { headers })).status;
  }
}
