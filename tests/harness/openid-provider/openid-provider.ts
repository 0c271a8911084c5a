import { fileURLToPath } from 'node:url';
import { Service } from '../service.ts';

export interface ProviderSettings {
  readonly port: number;
  readonly client: {
    readonly client_id: string;
    readonly client_secret: string;
    readonly redirect_uris: string[];
  };
  /** claims by login, which is the subject */
  readonly people: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** where claims of scopes are */
  readonly claimsAt: 'id_token' | 'userinfo';
  /** the one way in which it takes the client's secret */
  readonly clientAuthentication: 'client_secret_basic' | 'client_secret_post';
  /** what it signs ID tokens by */
  readonly algorithm: string;
}

/** Somebody else's OpenID provider: bare `oidc-provider`, which may be ended and started again. */
export class OpenIdProvider {
  readonly issuer: string;
  readonly #settings: ProviderSettings;
  readonly #service: Service;

  constructor(settings: ProviderSettings) {
    this.issuer = `http://localhost:${settings.port}`;
    this.#settings = settings;
    this.#service = new Service({
      name: 'oidc-provider',
      args: [fileURLToPath(new URL('main.ts', import.meta.url))],
      cwd: process.cwd(),
      env: {},
      startWithin: 120_000,
    });
  }

  /** @param change what is otherwise this time */
  start(change: Partial<ProviderSettings> = {}): Promise<void> {
    return this.#service.start({
      OPENID_PROVIDER: JSON.stringify({ ...this.#settings, ...change }),
    });
  }

  /** Ends and starts it again: with a new key, and without anything that it remembers. */
  async restart(change: Partial<ProviderSettings> = {}): Promise<void> {
    await this.stop();
    await this.start(change);
  }

  stop(): Promise<unknown> {
    return this.#service.stop();
  }
}
