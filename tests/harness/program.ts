/**
 * A program that wants to use an MCP server, as somebody would write it with the MCP SDK: it
 * registers itself, opens a browser, waits on loopback for the code, keeps its tokens.
 *
 * ```
 * callTool ─▶ 401 / 403 ─▶ (register) ─▶ openBrowser(url) ─▶ … a person … ─▶ loopback ─▶ token ─▶ again
 * ```
 *
 * @module
 */
import type { OAuthClientMetadata } from '@modelcontextprotocol/client';
import { type ListenerOptions, LoopbackListener } from './loopback-listener.ts';
import { ProgramMemory, type Remembered } from './program-memory.ts';
import type { Connection, Sdk } from './sdk/sdk.ts';
import { v2 } from './sdk/v2.ts';

export interface ProgramOptions extends ListenerOptions {
  readonly mcpUrl: string;
  /** shows an address to the person */
  readonly openBrowser: (url: URL) => Promise<unknown>;
  /** the name it registers with */
  readonly name?: string;
  /** members of the registration that differ from a plain native program's */
  readonly metadata?: Partial<OAuthClientMetadata>;
  /** `auto` speaks 2026-07-28 where the server does, `legacy` 2025-11-25 */
  readonly era?: 'auto' | 'legacy';
  /** what it was written with; version 2 of the SDK, if nothing is said */
  readonly sdk?: Sdk;
  /** what an earlier run left behind */
  readonly remembered?: Remembered;
}

/** One HTTP exchange that the program had. */
export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  /** the `WWW-Authenticate` header */
  readonly challenge: string | null;
}

/** The authorization response was an error (RFC 6749 §4.1.2.1). */
export class AuthorizationRefused extends Error {
  /** such as `access_denied` */
  readonly code: string;
  readonly parameters: URLSearchParams;

  constructor(parameters: URLSearchParams) {
    super(`${parameters.get('error')}: ${parameters.get('error_description')}`);
    this.name = 'AuthorizationRefused';
    this.code = parameters.get('error') ?? '';
    this.parameters = parameters;
  }
}

export class Program {
  /** every exchange of this run, oldest first */
  readonly exchanges: Exchange[] = [];
  readonly #options: ProgramOptions;
  readonly #sdk: Sdk;
  readonly #listener: LoopbackListener;
  readonly #memory: ProgramMemory;
  #connection: Connection | undefined;

  private constructor(options: ProgramOptions, listener: LoopbackListener) {
    this.#options = options;
    this.#sdk = options.sdk ?? v2;
    this.#listener = listener;
    this.#memory = new ProgramMemory({
      redirectUri: listener.redirectUri,
      clientMetadata: {
        client_name: options.name ?? 'Test program',
        redirect_uris: [listener.redirectUri],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        token_endpoint_auth_method: 'none',
        application_type: 'native',
        ...options.metadata,
      },
      remembered: options.remembered ?? {},
      openBrowser: options.openBrowser,
    });
  }

  static async start(options: ProgramOptions): Promise<Program> {
    return new Program(options, await LoopbackListener.open(options));
  }

  get redirectUri(): string {
    return this.#listener.redirectUri;
  }

  /** What a later run would find on disk. */
  get remembered(): Remembered {
    return this.#memory.remembered;
  }

  /** The last authorization request that a browser was opened for. */
  get authorizationUrl(): URL | undefined {
    return this.#memory.authorizationUrl;
  }

  /**
   * Calls a tool and returns its text. Whatever authorization that takes happens on the way; the
   * person's part is for the caller to play meanwhile.
   *
   * @throws AuthorizationRefused where the person or the server said no
   */
  callTool(name: string, input: Record<string, unknown> = {}): Promise<string> {
    const result = this.#authorized(async () => {
      const connection = await this.#connected();
      return connection.callTool(name, input);
    });
    // The caller plays the person before it looks here; a failure meanwhile is not unhandled.
    result.catch(() => undefined);
    return result;
  }

  /** Names of the server's tools. */
  listTools(): Promise<string[]> {
    return this.#authorized(async () => {
      const connection = await this.#connected();
      return connection.listTools();
    });
  }

  /**
   * Asks for these scopes, whatever it has already.
   *
   * @param scope separated by spaces
   * @throws AuthorizationRefused where the person or the server said no
   */
  authorize(scope: string): Promise<void> {
    const done = this.#authorize(scope);
    done.catch(() => undefined);
    return done;
  }

  /** Refreshes now, expired or not. `REDIRECT`: that was refused, and a browser was opened. */
  refresh(): Promise<'AUTHORIZED' | 'REDIRECT'> {
    const { mcpUrl: serverUrl } = this.#options;
    return this.#sdk.auth(this.#memory, { serverUrl, fetchFn: this.#fetch });
  }

  /** Completes an authorization that {@link refresh} began. */
  async finish(): Promise<void> {
    await this.#finish(this.#newConnection());
  }

  /** The access token as it would be sent, for requests that no well-behaved client makes. */
  get accessToken(): string {
    const { tokens } = this.remembered;
    if (tokens === undefined) throw new Error('the program has no token');
    return tokens.access_token;
  }

  async close(): Promise<void> {
    await this.#disconnect();
    await this.#listener.close();
  }

  async #authorize(scope: string): Promise<void> {
    await this.#disconnect();
    const { mcpUrl: serverUrl } = this.#options;
    await this.#sdk.auth(this.#memory, { serverUrl, scope, force: true, fetchFn: this.#fetch });
    await this.finish();
  }

  async #authorized<Result>(attempt: () => Promise<Result>): Promise<Result> {
    try {
      return await attempt();
    } catch (error) {
      if (!this.#sdk.isUnauthorized(error)) throw error;
      await this.#finish(this.#connection ?? this.#newConnection());
      // A connection that failed to open does not open again.
      await this.#disconnect();
      return attempt();
    }
  }

  async #finish(connection: Connection): Promise<void> {
    const parameters = await this.#listener.next();
    if (parameters.get('state') !== this.remembered.state) {
      throw new Error('the authorization response has a foreign state');
    }
    if (parameters.has('error')) throw new AuthorizationRefused(parameters);
    await connection.finishAuth(parameters);
  }

  async #connected(): Promise<Connection> {
    if (this.#connection !== undefined) return this.#connection;
    this.#connection = this.#newConnection();
    await this.#connection.open();
    return this.#connection;
  }

  async #disconnect(): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    await connection?.close();
  }

  #newConnection(): Connection {
    const { mcpUrl, era = 'auto' } = this.#options;
    return this.#sdk.connection({ mcpUrl, era, memory: this.#memory, fetch: this.#fetch });
  }

  readonly #fetch = async (input: string | URL, init?: RequestInit): Promise<Response> => {
    const response = await fetch(input, init);
    this.exchanges.push({
      method: init?.method ?? 'GET',
      url: String(input),
      status: response.status,
      challenge: response.headers.get('www-authenticate'),
    });
    return response;
  };
}
