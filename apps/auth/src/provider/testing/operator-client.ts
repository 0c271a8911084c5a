import { randomBytes } from 'node:crypto';
import { RESOURCE, type TestServer } from './test-server.ts';

/** An answer of an endpoint, with its status and headers. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** Sends a form, with `Authorization: Basic` where told. */
export async function post(
  server: Pick<TestServer, 'url'>,
  path: string,
  params: Record<string, string | readonly string[]>,
  basic?: { readonly clientId: string; readonly secret: string },
): Promise<Answer> {
  const body = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    for (const one of [value].flat()) body.append(name, one);
  }
  const credentials = basic && Buffer.from(`${basic.clientId}:${basic.secret}`).toString('base64');
  const response = await fetch(new URL(path, server.url), {
    method: 'POST',
    body,
    ...(credentials !== undefined && { headers: { authorization: `Basic ${credentials}` } }),
  });
  const { status, headers } = response;
  return { status, headers, body: (await response.json().catch(() => ({}))) as Answer['body'] };
}

/** A client that the operator registered: for itself at the example resource, unless told otherwise. */
export class OperatorClient {
  readonly #server: TestServer;
  readonly clientId: string;
  readonly secret: string;

  private constructor(server: TestServer, clientId: string, secret: string) {
    this.#server = server;
    this.clientId = clientId;
    this.secret = secret;
  }

  static async register(
    server: TestServer,
    metadata: object = {},
    resources: { readonly resources?: string[]; readonly introspects?: string[] } = {
      resources: [RESOURCE],
    },
  ): Promise<OperatorClient> {
    const [clientId, secret] = [`client_${random()}`, random()];
    await server.storage.clients.save(
      {
        client_id: clientId,
        client_secret: secret,
        client_name: 'A program',
        grant_types: ['client_credentials'],
        response_types: [],
        redirect_uris: [],
        token_endpoint_auth_method: 'client_secret_post',
        ...metadata,
      },
      'operator',
      resources,
    );
    return new OperatorClient(server, clientId, secret);
  }

  get credentials(): { client_id: string; client_secret: string } {
    return { client_id: this.clientId, client_secret: this.secret };
  }

  /** A token for itself. */
  token(params: Record<string, string | readonly string[]> = {}): Promise<Answer> {
    const grant = { grant_type: 'client_credentials', ...this.credentials };
    return post(this.#server, '/token', { ...grant, ...params });
  }

  introspect(token: string, params: Record<string, string> = {}): Promise<Answer> {
    return post(this.#server, '/token/introspection', { token, ...this.credentials, ...params });
  }

  revoke(token: string): Promise<Answer> {
    return post(this.#server, '/token/revocation', { token, ...this.credentials });
  }
}

function random(): string {
  return randomBytes(24).toString('base64url');
}
