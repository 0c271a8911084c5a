import { createHash, randomBytes } from 'node:crypto';
import type { Person, Choices } from './person.ts';
import { NOTES } from './resources.ts';

/** Request parameters; `undefined` leaves one out that would be there. */
export type Parameters = Readonly<Record<string, string | undefined>>;

/** An answer in JSON (RFC 6749 §5), with whatever members it has. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** An answer with tokens in it. */
export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly id_token?: string;
  readonly scope: string;
  readonly token_type: string;
  readonly expires_in: number;
}

/** A code, and the verifier that its exchange needs. */
export interface Code {
  readonly code: string;
  readonly code_verifier: string;
}

const LOOPBACK_REDIRECT = 'http://127.0.0.1:41233/callback';
export const HTTPS_REDIRECT = 'https://client.example/callback';

/** An OAuth client, driven request by request, so that every one of them can be wrong. */
export class Client {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  readonly redirectUri: string;

  constructor(issuer: string, id: string, redirectUri: string, secret?: string) {
    this.issuer = issuer;
    this.clientId = id;
    this.clientSecret = secret;
    this.redirectUri = redirectUri;
  }

  /** Registers (RFC 7591): a public native client with refresh, unless told. */
  static async register(issuer: string, metadata: object = {}): Promise<Client> {
    const { status, body } = await registrationAnswer(issuer, metadata);
    if (status !== 201) throw new Error(`registration: ${status} ${JSON.stringify(body)}`);
    const [redirectUri = ''] = body.redirect_uris as string[];
    const secret = body.client_secret as string | undefined;
    return new Client(issuer, String(body.client_id), redirectUri, secret);
  }

  /** An authorization request (OAuth 2.1 §4.1.1) for {@link NOTES}, changed as told. */
  authorizationUrl(parameters: Parameters = {}, verifier = newVerifier()): URL {
    return this.authorizationUrlOf(
      Object.entries({
        client_id: this.clientId,
        response_type: 'code',
        redirect_uri: this.redirectUri,
        code_challenge: challengeOf(verifier),
        code_challenge_method: 'S256',
        state: 'a state',
        resource: NOTES,
        ...parameters,
      }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    );
  }

  /** An authorization request with exactly these parameters, repeated ones included. */
  authorizationUrlOf(parameters: string[][]): URL {
    const url = new URL('/auth', this.issuer);
    url.search = new URLSearchParams(parameters).toString();
    return url;
  }

  /** Lets somebody sign in and decide. @returns a code that was not exchanged yet */
  async obtainCode(person: Person, parameters: Parameters = {}, choices?: Choices): Promise<Code> {
    const verifier = newVerifier();
    const response = await person.authorize(this.authorizationUrl(parameters, verifier), choices);
    const code = response.searchParams.get('code');
    if (code === null) throw new Error(`refused: ${response.search}`);
    return { code, code_verifier: verifier };
  }

  /** From nothing to tokens. */
  async obtainTokens(person: Person, parameters?: Parameters, choices?: Choices): Promise<Tokens> {
    return tokensOf(await this.exchange(await this.obtainCode(person, parameters, choices)));
  }

  exchange(code: Code, parameters: Parameters = {}): Promise<Answer> {
    const all = { grant_type: 'authorization_code', redirect_uri: this.redirectUri, ...code };
    return this.token({ ...all, ...parameters });
  }

  refresh({ refresh_token }: Pick<Tokens, 'refresh_token'>, parameters: Parameters = {}) {
    return this.token({ grant_type: 'refresh_token', refresh_token, ...parameters });
  }

  revoke(token: string): Promise<Answer> {
    return this.#post('/token/revocation', { token });
  }

  introspect(token: string): Promise<Answer> {
    return this.#post('/token/introspection', { token });
  }

  token(parameters: Parameters): Promise<Answer> {
    return this.#post('/token', parameters);
  }

  async #post(path: string, parameters: Parameters): Promise<Answer> {
    const credentials = {
      client_id: this.clientId,
      ...(this.clientSecret === undefined ? {} : { client_secret: this.clientSecret }),
    };
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...credentials, ...parameters })) {
      if (value !== undefined) body.set(name, value);
    }
    return answerOf(await fetch(new URL(path, this.issuer), { method: 'POST', body }));
  }
}

/** The answer to a registration request, whatever it is. */
export async function registrationAnswer(issuer: string, metadata: object): Promise<Answer> {
  const response = await fetch(new URL('/reg', issuer), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_name: 'Test client',
      redirect_uris: [LOOPBACK_REDIRECT],
      grant_types: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_method: 'none',
      ...metadata,
    }),
  });
  return answerOf(response);
}

export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').startsWith('application/json');
  const body = (isJson && text !== '' ? JSON.parse(text) : { text }) as Answer['body'];
  return { status: response.status, headers: response.headers, body };
}

/** @throws Error where the answer is not one */
export function tokensOf({ status, body }: Answer): Tokens {
  if (status !== 200) throw new Error(`token endpoint: ${status} ${JSON.stringify(body)}`);
  return body as unknown as Tokens;
}

/** The claims of a JWT, unverified. */
export function claimsOf(jwt: string): Readonly<Record<string, unknown>> {
  const [, payload = ''] = jwt.split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
}

export function newVerifier(): string {
  return randomBytes(32).toString('base64url');
}

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
