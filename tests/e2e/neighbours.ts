/**
 * A server and a neighbour of it whose cookies browsers take for the server's: over http another port
 * of this machine (RFC 6265 §8.5), over https another host of the same domain (`Domain`, §4.1.2.3).
 *
 * @module
 */
import { createServer, request } from 'node:http';
import { startPostgres } from '@gatehouse/database/testing/postgres';
import type { Cookie } from '@playwright/test';
import { type Site, startHttpsFront } from '../harness/https-front.ts';
import { freePort } from '../harness/ports.ts';
import { type Stack, startStack } from '../harness/stack.ts';

export interface Neighbours {
  readonly issuer: string;
  readonly githubUrl: string;
  /** An address of the neighbour that plants cookies as the browser's own and leads on. */
  tosses(cookies: readonly Cookie[], leadsTo: string): string;
  /** An address of the neighbour that sets so many cookies that the browser gives up older ones. */
  overflows(): string;
  /** Registers a client for `redirectUri`. @returns its id */
  register(redirectUri: string): Promise<string>;
  close(): Promise<void>;
}

/** Beside the http server of a stack. */
export async function overHttp(stack: Stack): Promise<Neighbours> {
  const neighbour = new Neighbour('');
  const port = await freePort();
  const server = createServer((incoming, outgoing) => {
    const { html = '', location, setCookies = [] } = neighbour.answer(incoming.url ?? '/');
    outgoing.setHeader('Set-Cookie', setCookies);
    if (location !== undefined) outgoing.setHeader('Location', location);
    outgoing.writeHead(location === undefined ? 200 : 303, { 'content-type': 'text/html' });
    outgoing.end(html);
  });
  await new Promise<void>((resolve) => {
    server.listen(port, 'localhost', resolve);
  });
  return neighbours(stack, neighbour, `http://localhost:${port}`, async () => {
    server.close().closeAllConnections();
  });
}

/** A server of its own behind a proxy that ends TLS. */
export async function overHttps(): Promise<Neighbours> {
  const port = await freePort();
  const host = `auth.gatehouse.localhost:${port}`;
  const postgres = await startPostgres();
  const databaseUrl = await postgres.createDatabase();
  const stack = await startStack({ databaseUrl, publicUrl: `https://${host}`, withMcp: false });
  const neighbour = new Neighbour('; Domain=gatehouse.localhost; Secure');
  const site: Site = (path) => neighbour.answer(path);
  const front = await startHttpsFront(port, { host, target: stack.listensAt, site });
  return neighbours(stack, neighbour, `https://evil.gatehouse.localhost:${port}`, async () => {
    front.close();
    await stack.stop();
    await postgres.stop();
  });
}

function neighbours(
  stack: Stack,
  neighbour: Neighbour,
  origin: string,
  close: () => Promise<void>,
): Neighbours {
  return {
    issuer: stack.issuer,
    githubUrl: stack.githubUrl,
    tosses: (cookies, leadsTo) => origin + neighbour.willToss(cookies, leadsTo),
    overflows: () => `${origin}/overflow`,
    register: (redirectUri) => register(stack, redirectUri),
    close,
  };
}

/** What the attacker's pages do. */
class Neighbour {
  readonly #scope: string;
  readonly #tosses: { readonly setCookies: readonly string[]; readonly location: string }[] = [];

  /** @param scope attributes by which a cookie reaches the server */
  constructor(scope: string) {
    this.#scope = scope;
  }

  willToss(cookies: readonly Cookie[], location: string): string {
    const setCookies = cookies.map(
      ({ name, value, path }) =>
        `${name}=${value}; Path=${path}; HttpOnly; SameSite=Lax${this.#scope}`,
    );
    this.#tosses.push({ setCookies, location });
    return `/toss/${this.#tosses.length - 1}`;
  }

  answer(path: string): ReturnType<Site> {
    if (path === '/overflow') {
      const setCookies = Array.from(
        { length: 400 },
        (_, n) => `junk${n}=x; Path=/; Max-Age=86400${this.#scope}`,
      );
      return { html: '<!doctype html><title>Full</title>', setCookies };
    }
    return this.#tosses[Number(path.split('/').at(-1))] ?? { html: '' };
  }
}

/** Under the public name, which this machine need not be able to look up. */
function register({ issuer, listensAt }: Stack, redirectUri: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const headers = { host: new URL(issuer).host, 'content-type': 'application/json' };
  const sent = request(new URL('/reg', listensAt), { method: 'POST', headers }, (answer) => {
    let text = '';
    answer.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
    answer.on('error', reject).on('end', () => {
      const { client_id: id } = JSON.parse(text) as { client_id?: string };
      if (id === undefined) reject(new Error(text));
      else resolve(id);
    });
  });
  sent.on('error', reject);
  sent.end(JSON.stringify({ redirect_uris: [redirectUri], token_endpoint_auth_method: 'none' }));
  return promise;
}
