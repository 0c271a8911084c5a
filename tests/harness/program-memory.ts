import { randomBytes } from 'node:crypto';
import type {
  OAuthClientMetadata,
  OAuthClientProvider,
  OAuthDiscoveryState,
  StoredOAuthClientInformation,
  StoredOAuthTokens,
} from '@modelcontextprotocol/client';

/** What a program keeps between its runs; plain data, as it would stand in a file. */
export interface Remembered {
  client?: StoredOAuthClientInformation;
  tokens?: StoredOAuthTokens;
  codeVerifier?: string;
  state?: string;
  discovery?: OAuthDiscoveryState;
}

export interface MemoryOptions {
  readonly clientMetadata: OAuthClientMetadata;
  readonly redirectUri: string;
  readonly remembered: Remembered;
  /** shows an address to the person; called when the program wants to be authorized */
  readonly openBrowser: (url: URL) => Promise<unknown>;
}

/** The MCP SDK's view of a program: what it is, what it remembers, how it opens a browser. */
export class ProgramMemory implements OAuthClientProvider {
  readonly remembered: Remembered;
  /** the last authorization request */
  authorizationUrl: URL | undefined;
  readonly #options: MemoryOptions;

  constructor(options: MemoryOptions) {
    this.#options = options;
    this.remembered = options.remembered;
  }

  get redirectUrl(): string {
    return this.#options.redirectUri;
  }

  get clientMetadata(): OAuthClientMetadata {
    return this.#options.clientMetadata;
  }

  state(): string {
    this.remembered.state = randomBytes(16).toString('base64url');
    return this.remembered.state;
  }

  clientInformation(): StoredOAuthClientInformation | undefined {
    return this.remembered.client;
  }

  saveClientInformation(client: StoredOAuthClientInformation): void {
    this.remembered.client = client;
  }

  tokens(): StoredOAuthTokens | undefined {
    return this.remembered.tokens;
  }

  saveTokens(tokens: StoredOAuthTokens): void {
    this.remembered.tokens = tokens;
  }

  async redirectToAuthorization(url: URL): Promise<void> {
    this.authorizationUrl = url;
    await this.#options.openBrowser(url);
  }

  saveCodeVerifier(codeVerifier: string): void {
    this.remembered.codeVerifier = codeVerifier;
  }

  codeVerifier(): string {
    const { codeVerifier } = this.remembered;
    if (codeVerifier === undefined) throw new Error('no authorization was begun');
    return codeVerifier;
  }

  saveDiscoveryState(discovery: OAuthDiscoveryState): void {
    this.remembered.discovery = discovery;
  }

  discoveryState(): OAuthDiscoveryState | undefined {
    return this.remembered.discovery;
  }

  invalidateCredentials(scope: 'all' | 'client' | 'tokens' | 'verifier' | 'discovery'): void {
    if (scope === 'all' || scope === 'client') delete this.remembered.client;
    if (scope === 'all' || scope === 'tokens') delete this.remembered.tokens;
    if (scope === 'all' || scope === 'verifier') delete this.remembered.codeVerifier;
    if (scope === 'all' || scope === 'discovery') delete this.remembered.discovery;
  }
}
