/** How a client comes to be known here: it registers, its document is read, or the operator has a copy of that. */
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DocumentHost } from '../../harness/document-host.ts';
import { type Answer, answerOf } from '../actors/client.ts';
import type { Gatehouse } from '../actors/gatehouse.ts';
import {
  type ClientKey,
  type Credentials,
  registeredCredentials,
} from './installation-credentials.ts';
import { Installation } from './installation.ts';
import type { Document, Metadata, RealClient } from './real-client.ts';

/** Sends a registration as it stands. */
export async function register(issuer: string, body: Metadata): Promise<Answer> {
  const request = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return answerOf(await fetch(`${issuer}/reg`, { method: 'POST', ...request }));
}

/** The installation that was answered this when it registered. */
export function registered(client: RealClient, issuer: string, { body }: Answer): Installation {
  const id = String(body.client_id);
  const { token_endpoint_auth_method: method, client_secret: secret } = body;
  return new Installation(client, issuer, id, registeredCredentials(method, id, secret));
}

/**
 * Publishes its document on this machine, for theirs cannot be reached from here: the same but for its own
 * address and that of its keys.
 */
export function publish(host: DocumentHost, document: Document, key: ClientKey): string {
  const folder = `/${randomUUID()}`;
  const path = `${folder}${new URL(document.client_id).pathname}`;
  const keys = `${folder}/jwks.json`;
  const { jwks_uri: keysAreElsewhere } = document;
  const address = keysAreElsewhere === undefined ? {} : { jwks_uri: `${host.origin}${keys}` };
  host.publish(keys, { body: key.jwks });
  host.publish(path, {
    body: { ...document, client_id: `${host.origin}${path}`, ...address },
    headers: { 'cache-control': 'no-store' },
  });
  return `${host.origin}${path}`;
}

/** Names a document under its real address, by a copy of it. @returns the client as it is described */
export async function pin(
  gatehouse: Gatehouse,
  folder: string,
  document: Document,
): Promise<Record<string, unknown>> {
  const file = join(folder, `${randomUUID()}.json`);
  await writeFile(file, JSON.stringify(document));
  return gatehouse.json('clients', 'add', '--document', document.client_id, '--file', file);
}

/** A document with its keys in it, where it has any: they cannot be read from here. */
export function withKeys({ jwks_uri: address, ...document }: Document, key: ClientKey): Document {
  return address === undefined ? document : { ...document, jwks: key.jwks };
}

/** How somebody who is known by a document authenticates: by its key, where it has one. */
export function documentCredentials(
  { token_endpoint_auth_method: method }: Document,
  id: string,
  issuer: string,
  key: ClientKey,
): Credentials {
  if (method === 'private_key_jwt') return key.credentialsOf(id, issuer);
  return registeredCredentials(method, id, undefined);
}
