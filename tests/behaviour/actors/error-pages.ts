import { testDatabaseUrl } from '@gatehouse/database/testing';
import { type Fault, failNext } from '@gatehouse/emulators';
import pg from 'pg';
import { freePort } from '../../harness/ports.ts';
import { type Stack, startStack } from '../../harness/stack.ts';
import { repeat } from './addresses.ts';
import { Client } from './client.ts';
import { formTo, type Page } from './page.ts';
import { Person } from './person.ts';
import { RESOURCES } from './resources.ts';

const LIMIT = 70;
/** Holds what no line may hold, and is sent wherever something can be. */
export const STATE = 'a-state-that-nobody-logs';

type Field = readonly [string, string];

/** A server of its own with the log of an ordinary installation, and how to get to its error pages. */
export class ErrorPages {
  readonly stack: Stack;
  readonly database: pg.Client;
  readonly client: Client;

  private constructor(stack: Stack, database: pg.Client, client: Client) {
    this.stack = stack;
    this.database = database;
    this.client = client;
  }

  static async start(): Promise<ErrorPages> {
    const databaseUrl = await testDatabaseUrl();
    const stack = await startStack({
      databaseUrl,
      withMcp: false,
      auth: {
        RESOURCES,
        LOG_LEVEL: 'info',
        ADMIT: 'ada@example.com',
        TRUST_PROXY: 'loopback',
        LIMITS: 'on',
        LIMIT_AUTHORIZATIONS: `${LIMIT}/1h`,
        LIMIT_SIGN_INS: `${LIMIT}/1h`,
        // Nobody is there.
        OIDC_ISSUER: `http://localhost:${await freePort()}`,
      },
    });
    const database = new pg.Client({ connectionString: databaseUrl });
    try {
      await database.connect();
      return new ErrorPages(stack, database, await Client.register(stack.issuer));
    } catch (error) {
      await database.end();
      await stack.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.database.end();
    await this.stack.stop();
  }

  /** What the server has logged so far. */
  get log(): string {
    return this.stack.auth.output;
  }

  async metrics(): Promise<string> {
    return (await fetch(new URL('/metrics', this.stack.operationsUrl))).text();
  }

  request(parameters: Record<string, string | undefined> = {}, of = this.client): URL {
    return of.authorizationUrl({ state: STATE, ...parameters });
  }

  at(path: string): URL {
    return new URL(path, this.stack.issuer);
  }

  somebody(): Person {
    return new Person(this.stack);
  }

  open(path: string | URL, headers: Record<string, string> = {}): Promise<Page> {
    return this.somebody().browser.open(this.at(String(path)), headers);
  }

  /** Posts bytes to an address of ours, as a form of our own page would. */
  async post(path: string, body: string, headers: Record<string, string> = {}): Promise<Page> {
    const url = this.at(path);
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        accept: 'text/html',
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        ...headers,
      },
      body,
      redirect: 'manual',
    });
    const { status } = response;
    return {
      url,
      status,
      headers: response.headers,
      html: await response.text(),
      isOutside: false,
    };
  }

  /** A client that is switched off as soon as somebody looks at its login page. */
  async switchedOffMeanwhile(): Promise<Page> {
    const late = await Client.register(this.stack.issuer);
    const person = this.somebody();
    const login = await person.browser.open(this.request({}, late));
    await this.database.query('UPDATE clients SET disabled_at = now() WHERE id = $1', [
      late.clientId,
    ]);
    return person.browser.open(login.url);
  }

  /** Posts a form of the login page, changed as told. */
  async posted(change: (fields: Field[]) => Field[]): Promise<Page> {
    const person = this.somebody();
    const login = await person.browser.open(this.request());
    const form = formTo(login, '/login')!;
    return person.browser.submit({ ...form, fields: change([...form.fields]) }, login);
  }

  /** Comes back from GitHub with something else than it gave. */
  async comesBackWith(code: string): Promise<Page> {
    const person = this.somebody();
    const callback = await person.stopAtCallback(this.request());
    callback.searchParams.set('code', code);
    return person.browser.open(callback);
  }

  /** Signs in at a provider while it fails as told. */
  async failing(fault: Fault, provider: 'github' | 'google' = 'github'): Promise<Page> {
    const [github = '', google = ''] = this.stack.upstreamUrls;
    await failNext({ github, google }[provider], fault);
    const person = this.somebody();
    const login = await person.browser.open(this.request());
    const upstream = await person.chooseProvider(login, provider);
    return formTo(upstream, '/login') ? upstream : person.chooseAccount(upstream, 'ada');
  }

  /** While a table is not there, or nobody can read it. */
  async without(table: string, how: 'gone' | 'locked', drive: () => Promise<Page>): Promise<Page> {
    const [take, giveBack] =
      how === 'gone'
        ? [`ALTER TABLE ${table} RENAME TO hidden`, `ALTER TABLE hidden RENAME TO ${table}`]
        : [`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`, 'ROLLBACK'];
    await this.database.query(take);
    try {
      return await drive();
    } finally {
      await this.database.query(giveBack);
    }
  }

  async tooMany(path: string, ask: (path: string) => Promise<Page>): Promise<Page> {
    await repeat(LIMIT, () => ask(path));
    return ask(path);
  }
}
