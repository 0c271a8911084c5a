/**
 * The library as it comes, with an adapter that keeps everything in memory and writes down what it is
 * asked, in order. What Gatehouse relies on without the library promising it is tried here, so that an
 * upgrade which changes it says which feature breaks.
 *
 * @module
 */
import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import {
  type AdapterPayload,
  type Configuration,
  type Interaction,
  type InteractionResults,
  Provider,
} from 'oidc-provider';
import { type AdapterCall, recordingAdapters } from './recording-adapter.fixture.ts';

export const RESOURCE = 'https://mcp.example/mcp';
export const REDIRECT_URI = 'https://client.example/cb';
export const USER = 'octo';

/** What a test may want otherwise than all of them. */
export type PlainConfiguration = Omit<Configuration, 'features'> & {
  readonly features?: Pick<
    NonNullable<Configuration['features']>,
    'registration' | 'registrationManagement' | 'resourceIndicators'
  >;
};

const PROGRAM: AdapterPayload = {
  client_id: 'program',
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code', 'refresh_token'],
  redirect_uris: [REDIRECT_URI],
};

export const SERVICE = { client_id: 'service', client_secret: 'secret-of-the-service' };

const CLIENTS: Record<string, AdapterPayload> = {
  program: PROGRAM,
  service: {
    ...SERVICE,
    token_endpoint_auth_method: 'client_secret_post',
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
  },
};

let keys: Promise<JWK[]> | undefined;

async function generateKeys(): Promise<JWK[]> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return [{ ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig', kid: 'one' }];
}

/** A running server, and what its library has asked of the adapter. */
export class PlainLibrary {
  readonly provider: Provider;
  readonly url: string;
  readonly calls: AdapterCall[];
  readonly #close: () => Promise<void>;

  private constructor(
    provider: Provider,
    url: string,
    calls: AdapterCall[],
    close: () => Promise<void>,
  ) {
    this.provider = provider;
    this.url = url;
    this.calls = calls;
    this.#close = close;
  }

  /**
   * @param configuration beside what the tests have in common
   * @param options.prepare is given the provider before it serves anything
   * @param options.around is asked before each call of the adapter, and may throw
   * @param options.answer what the user says; undefined: they sign in, and allow everything
   */
  static async start(
    configuration: PlainConfiguration = {},
    options: {
      readonly prepare?: (provider: Provider) => void;
      readonly around?: (call: AdapterCall) => void;
      readonly answer?: (interaction: Interaction) => InteractionResults | undefined;
    } = {},
  ): Promise<PlainLibrary> {
    let handle: (req: IncomingMessage, res: ServerResponse) => unknown = () => undefined;
    const server = createServer((req, res) => void handle(req, res));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const calls: AdapterCall[] = [];
    keys ??= generateKeys();
    const provider = new Provider(url, {
      adapter: recordingAdapters(CLIENTS, calls, options.around),
      jwks: { keys: await keys },
      cookies: { keys: ['a key of the tests'] },
      responseTypes: ['code'],
      pkce: { required: () => true },
      clientDefaults: { id_token_signed_response_alg: 'ES256' },
      clientAuthMethods: ['none', 'client_secret_basic', 'client_secret_post', 'private_key_jwt'],
      findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
      issueRefreshToken: async () => true,
      // Said here, because the library prints a notice for each that is not.
      ttl: {
        AccessToken: 60,
        AuthorizationCode: 60,
        ClientCredentials: 60,
        Grant: 600,
        IdToken: 60,
        Interaction: 600,
        RefreshToken: 600,
        Session: 600,
      },
      renderError: (ctx, out) => {
        ctx.body = out;
      },
      interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
      ...configuration,
      features: {
        devInteractions: { enabled: false },
        clientCredentials: { enabled: true },
        introspection: { enabled: true, allowedPolicy: () => true },
        revocation: { enabled: true, allowedPolicy: () => true },
        registration: { enabled: true },
        resourceIndicators: {
          enabled: true,
          defaultResource: () => RESOURCE,
          useGrantedResource: () => true,
          getResourceServerInfo: () => ({
            scope: 'read write',
            audience: RESOURCE,
            accessTokenFormat: 'jwt',
            jwt: { sign: { alg: 'ES256' } },
          }),
        },
        ...configuration.features,
      },
    });
    options.prepare?.(provider);
    const callback = provider.callback();
    handle = (req, res) =>
      req.url?.startsWith('/interaction/')
        ? answer(provider, req, res, options.answer)
        : callback(req, res);
    const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
    return new PlainLibrary(provider, url, calls, close);
  }

  /** Calls as `Model.method`, without those that only look. */
  writes(): string[] {
    return this.calls
      .filter(({ method }) => !method.startsWith('find'))
      .map(({ model, method }) => `${model}.${method}`);
  }

  async post(path: string, params: Readonly<Record<string, string>>): Promise<Answer> {
    const response = await fetch(new URL(path, this.url), {
      method: 'POST',
      body: new URLSearchParams(params),
    });
    const text = await response.text();
    const body = text === '' ? {} : (JSON.parse(text) as Answer['body']);
    return { status: response.status, body };
  }

  async close(): Promise<void> {
    await this.#close();
  }
}

export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Somebody's browser, which keeps cookies and goes where it is sent. */
export class Browser {
  readonly #library: PlainLibrary;
  readonly #jar = new Map<string, string>();

  constructor(library: PlainLibrary) {
    this.#library = library;
  }

  async visit(path: string): Promise<Response> {
    const cookie = [...this.#jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const url = new URL(path, this.#library.url);
    const response = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
      if (value === '') this.#jar.delete(name);
      else this.#jar.set(name, value);
    }
    return response;
  }

  /** Goes on until the library leads to the client. @returns the steps, and where they ended */
  async authorize(
    params: Readonly<Record<string, string>> = {},
    verifier = 'v'.repeat(43),
  ): Promise<{ steps: Response[]; response: URLSearchParams }> {
    const steps: Response[] = [];
    let path = authorizationPath(params, verifier);
    for (let hop = 0; hop < 12; hop += 1) {
      const response = await this.visit(path);
      steps.push(response);
      path = response.headers.get('location') ?? '';
      if (path === '') throw new Error(`stopped: ${response.status}`);
      if (path.startsWith(REDIRECT_URI)) return { steps, response: new URL(path).searchParams };
    }
    throw new Error('redirects without end');
  }

  /** Signs in, and exchanges the code. */
  async tokens(params: Readonly<Record<string, string>> = {}): Promise<Answer> {
    const verifier = randomBytes(32).toString('base64url');
    const { response } = await this.authorize(params, verifier);
    return this.#library.post('/token', {
      client_id: 'program',
      grant_type: 'authorization_code',
      code: response.get('code') ?? '',
      redirect_uri: REDIRECT_URI,
      code_verifier: verifier,
    });
  }
}

export function authorizationPath(
  params: Readonly<Record<string, string>> = {},
  verifier = 'v'.repeat(43),
): string {
  const query = new URLSearchParams({
    client_id: 'program',
    response_type: 'code',
    redirect_uri: REDIRECT_URI,
    scope: 'openid read',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...params,
  });
  return `/auth?${query}`;
}

/** Answers what is asked of the user. */
async function answer(
  provider: Provider,
  req: IncomingMessage,
  res: ServerResponse,
  say: (interaction: Interaction) => InteractionResults | undefined = () => undefined,
) {
  const interaction = await provider.interactionDetails(req, res);
  const result =
    say(interaction) ??
    (interaction.prompt.name === 'login'
      ? { login: { accountId: USER } }
      : { consent: { grantId: await grantAll(provider, interaction) } });
  await provider.interactionFinished(req, res, result, { mergeWithLastSubmission: true });
}

async function grantAll(provider: Provider, { prompt, session, params }: Interaction) {
  const grant = new provider.Grant({
    accountId: session?.accountId ?? '',
    clientId: String(params.client_id),
  });
  const { missingOIDCScope = [], missingResourceScopes = {} } = prompt.details as {
    missingOIDCScope?: string[];
    missingResourceScopes?: Record<string, string[]>;
  };
  grant.addOIDCScope(missingOIDCScope.join(' '));
  for (const [resource, scopes] of Object.entries(missingResourceScopes)) {
    grant.addResourceScope(resource, scopes.join(' '));
  }
  return grant.save();
}
