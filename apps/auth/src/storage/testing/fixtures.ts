import { randomBytes } from 'node:crypto';
import type { Database } from '@gatehouse/database';
import { artifactRow } from '../artifact.ts';
import { createSealer } from '../sealing.ts';
import { createStorage, type Storage } from '../storage.ts';
import { tokenHash } from '../token-hash.ts';
import { TokenRequest, type TokenRequestContext } from '../../provider/token/token-request.ts';

export const RESOURCE = 'http://localhost:8000/mcp';

/** A value with the entropy of a real token. */
export function token(): string {
  return randomBytes(32).toString('base64url');
}

/** How old a sign-in may be (seconds). */
export const SESSION_MAX = 3600;

export function storageOn(database: Database): Storage {
  return createStorage(database, createSealer([randomBytes(32)]), { sessionMax: SESSION_MAX });
}

let people = 0;

/** A person, a client that registered itself, the resource, and how to make grants for them. */
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
      scopes: { 'mcp:read': 'Read' },
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

/** What a unit works with in these tests. */
export function contextOf({ database, sealer }: Storage): TokenRequestContext {
  return { database, sealer, lifetimes: { refreshIdle: 3600, refreshMax: 7200 } };
}

/** What the library does with a refresh token, as far as storage sees it. */
export async function rotate(
  storage: Storage,
  clientId: string,
  value: string,
): Promise<{ answer: string | undefined; committed: boolean }> {
  const unit = await TokenRequest.load(contextOf(storage), clientId, {
    kind: 'RefreshToken',
    value,
  });
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const replay = await unit.replay();
    if (replay.outcome === 'successor') return { answer: replay.value, committed: false };
    if (replay.outcome !== 'unused' || unit.artifact('RefreshToken', value) == null) break;
    const successor = token();
    unit.consume('RefreshToken', value);
    unit.insert('RefreshToken', successor, { grantId: unit.grantId ?? '', clientId }, 600);
    if (await unit.commit(1)) return { answer: successor, committed: true };
    await unit.reload();
  }
  return { answer: undefined, committed: false };
}

/** What the library does with a code, as far as storage sees it. */
export async function exchange(
  storage: Storage,
  clientId: string,
  value: string,
  keepGrants = 1,
): Promise<string | undefined> {
  const unit = await TokenRequest.load(contextOf(storage), clientId, {
    kind: 'AuthorizationCode',
    value,
  });
  if (unit.artifact('AuthorizationCode', value) == null || unit.alreadyConsumed) return undefined;
  const refreshToken = token();
  unit.consume('AuthorizationCode', value);
  unit.insert('RefreshToken', refreshToken, { grantId: unit.grantId ?? '', clientId }, 600);
  return (await unit.commit(keepGrants)) ? refreshToken : undefined;
}
