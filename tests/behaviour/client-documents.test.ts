import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { type DocumentHost, startDocumentHost } from '../harness/document-host.ts';
import { Client, claimsOf } from './actors/client.ts';
import { Person } from './actors/person.ts';
import { NOTES } from './actors/resources.ts';

const stack = inject('stack');
const REDIRECT = 'http://127.0.0.1:41234/callback';

describe('a client that is known by the address of its document', () => {
  let host: DocumentHost;
  beforeAll(async () => {
    host = await startDocumentHost(stack.certificate);
  });
  beforeEach(() => {
    host.asked.length = 0;
  });
  afterAll(() => host.close());
  const newPath = () => `/oauth/${randomUUID()}`;
  const clientAt = (id: string) => new Client(stack.issuer, id, REDIRECT);
  const open = (id: string, accept = 'text/html') =>
    fetch(clientAt(id).authorizationUrl(), { redirect: 'manual', headers: { accept } });

  test('signs a person in, gets tokens and refreshes, on a port of its own', async () => {
    const before = host.connections;
    const path = newPath();
    const client = clientAt(host.publishClient(path));
    const tokens = await client.obtainTokens(new Person(stack));
    expect(claimsOf(tokens.access_token)).toMatchObject({ client_id: client.clientId, aud: NOTES });
    expect((await client.refresh(tokens)).status).toBe(200);
    // A second installation, and so a second person.
    await client.obtainTokens(new Person(stack));
    expect(host.asked).toEqual([path]);
    expect(host.connections - before).toBe(1);
  });

  test('may send its request as a form', async () => {
    const path = newPath();
    const request = clientAt(host.publishClient(path)).authorizationUrl();
    const body = request.searchParams;
    const posted = await fetch(new URL('/auth', stack.issuer), {
      method: 'POST',
      body,
      redirect: 'manual',
    });
    expect(posted.status).toBe(303);
    expect(host.asked).toEqual([]);
    const next = new URL(posted.headers.get('location') ?? '', stack.issuer);
    expect((await fetch(next, { redirect: 'manual' })).status).toBe(303);
    expect(host.asked).toEqual([path]);
  });

  test('whatever is wrong with it gets one page, without a word about why', async () => {
    const id = (answer: Parameters<DocumentHost['publish']>[1]) => {
      const path = newPath();
      host.publish(path, answer);
      return `${host.origin}${path}`;
    };
    const wrong = [
      id({ status: 404 }),
      id({ status: 302, headers: { location: `${host.origin}/` } }),
      id({ headers: { 'content-type': 'text/html' } }),
      id({ body: { client_id: 'https://client.example/another' } }),
      id({ body: 'x'.repeat(6000) }),
      // Nobody listens there, at a place that is not asked, and one that names itself.
      'https://localhost:1/oauth/client.json',
      'https://192.0.2.1/oauth/client.json',
      `${stack.issuer.replace('http:', 'https:')}/oauth/client.json`,
    ];
    const pages = new Set<string>();
    for (const one of wrong) {
      const response = await open(one);
      expect(response.status).toBe(400);
      const html = await response.text();
      expect(html).toContain('<h1>This app could not be looked up</h1>');
      // But for the reference, what the page comes again by, and the id that was asked with.
      pages.add(html.replace(/value="[^"]*"/g, '').replaceAll(one, 'the client'));
      const program = await open(one, 'application/json');
      expect(await program.json()).toMatchObject({ error: 'invalid_client' });
    }
    expect(pages.size).toBe(1);
    expect(host.asked).toHaveLength(10);
  });

  test('is not found by whoever never asked for an authorization', async () => {
    const client = clientAt(host.publishClient(newPath()));
    const answer = await client.refresh({ refresh_token: 'x'.repeat(43) });
    expect([answer.status, answer.body.error]).toEqual([401, 'invalid_client']);
    expect((await client.introspect('x')).status).toBe(401);
    expect(host.asked).toEqual([]);
  });
});
