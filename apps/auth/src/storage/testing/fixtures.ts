import { randomBytes } from 'node:crypto';
import type { Database } from '@gatehouse/database';
import type { ScopeTerms } from '../../protocol/resource.ts';
import { artifactRow } from '../artifact.ts';
import { createSealer } from '../sealing.ts';
import { createStorage, type Storage } from '../storage.ts';
import { tokenHash } from '../token-hash.ts';

export const RESOURCE = 'http://localhost:8000/mcp';

/** A value with the entropy of a real token. */
export function token(): string {
  return randomBytes(32).toString('base64url');
}

/** A scope that does no harm, and comes ticked for whichever client. */
export function viewing(description: string): ScopeTerms {
  return { description, kind: 'view', kindGiven: true, required: false };
}

/** How old a sign-in may be (seconds). */
export const SESSION_MAX = 3600;

export function storageOn(database: Database): Storage {
  return createStorage(database, createSealer([randomBytes(32)]), {
    sessionMax: SESSION_MAX,
    interaction: 3600,
  });
}

let people = 0;

/** A user, a client that registered itself, the resource, and how to make grants for them. */
export async function scene(storage: Storage) {
  people += 1;
  const signedIn = await storage.users.signIn(
    {
      provider: 'github',
      issuer: 'http://localhost:4001',
      subject: `${people}-${token()}`,
      login: `person${people}`,
      email: `person${people}@example.com`,
      emailVerified: true,
      verifiedEmails: [`person${people}@example.com`],
      organisations: [],
    },
    new Date(),
  );
  if (signedIn === 'disabled') throw new Error('a new person is not disabled');
  const { userId } = signedIn;
  const clientId = `client_${token()}`;
  await storage.clients.save({ client_id: clientId, client_name: 'A client' }, 'dynamic');
  await storage.resources.replaceAll([
    {
      resource: RESOURCE,
      name: 'MCP',
      scopes: { 'mcp:read': viewing('Read') },
      aliases: [],
      accessTokenAlg: 'ES256',
    },
  ]);

  const grant = async (expiresIn = 3600) => {
    const id = token();
    const payload = { accountId: userId, clientId, resources: { [RESOURCE]: 'mcp:read' } };
    await storage.grants.create(id, payload, expiresIn);
    const decided = { resource: RESOURCE, scopes: ['mcp:read'], refused: [], redirect: 'loopback' };
    await storage.consents.remember({ userId, clientId, ...decided }, expiresIn);
    return id;
  };
  const issue = async (
    kind: 'AuthorizationCode' | 'RefreshToken',
    grantId: string,
    expiresIn = 600,
  ) => {
    const value = token();
    const payload = { grantId, clientId, accountId: userId };
    await storage.artifacts.upsert(artifactRow(kind, tokenHash(value), payload, expiresIn));
    return value;
  };
  return { userId, clientId, resource: RESOURCE, grant, issue };
}
