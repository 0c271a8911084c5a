/** Every write that rows can be added beside, each with a change and something that changes nothing. */
import type { EventType } from '../../events/event.ts';
import type { Beside } from '../../events/events.ts';
import { toldEvents } from '../../events/testing/told-events.ts';
import { loadSigningKeys } from '../../keys/signing-keys.ts';
import { SIGNING_ALGORITHMS } from '../../protocol/algorithms.ts';
import { artifactRow } from '../../storage/artifact.ts';
import { endClients } from '../../storage/client-ends.ts';
import { FIRST_ANSWER } from '../../storage/consents.ts';
import type { OwnClient } from '../../storage/own-registrations.ts';
import type { Storage } from '../../storage/storage.ts';
import { scene, token } from '../../storage/testing/fixtures.ts';
import { tokenHash } from '../../storage/token-hash.ts';
import { runWrite, type UnitOfWork } from '../../storage/unit-of-work.ts';
import { COMMIT_RECORDS } from './commit-statements.ts';
import { commitExchange } from './grants/authorization-code.ts';
import { commitRefresh } from './grants/refresh-token.ts';
import { loadUnit } from './testing/units.ts';

export type Run = (unit: UnitOfWork) => Promise<unknown>;

interface Case {
  /** name of the statement */
  readonly write: string;
  readonly effect: EventType;
  /** how many things it changes; 1 unless told */
  readonly rows?: number;
  /** `changes` is run before `changesNothing` */
  readonly make: (storage: Storage) => Promise<{ changes: Run; changesNothing: Run }>;
}

const twice = (run: Run) => ({ changes: run, changesNothing: run });

const facts = () => ({
  provider: 'github',
  issuer: 'https://github.example',
  subject: token(),
  emailVerified: false,
  verifiedEmails: [],
  organisations: [],
});

/** A presented record, used up by a statement that is given. */
async function presented(storage: Storage, kind: 'AuthorizationCode' | 'RefreshToken') {
  const { clientId, grant, issue } = await scene(storage);
  const value = await issue(kind, await grant());
  const unit = async () => {
    const loaded = await loadUnit(storage, clientId, { kind, value });
    loaded.consume(kind, value);
    return loaded;
  };
  return { unit, clientId };
}

/** A client that may manage its registration. */
async function ownClient(storage: Storage): Promise<OwnClient> {
  const own = { clientId: token(), accessTokenHash: token() };
  await storage.registrations.register({ client_id: own.clientId }, { ...registration(), ...own });
  return own;
}

const registration = (from = token()) => ({
  accessTokenHash: token(),
  from,
  as: token(),
  most: 100,
});

export const CASES: readonly Case[] = [
  {
    write: 'user_sign_in',
    effect: 'signed_in',
    async make(storage) {
      const [one, other] = [facts(), facts()];
      const signedIn = await storage.users.signIn(other, new Date());
      const data = { disabledAt: new Date() };
      const { userId: id } = signedIn as { userId: string };
      await storage.database.prisma.user.update({ where: { id }, data });
      return {
        changes: (unit) => storage.users.signIn(one, new Date(), unit),
        changesNothing: (unit) => storage.users.signIn(other, new Date(), unit),
      };
    },
  },
  {
    write: 'consent_remember',
    effect: 'consent_given',
    async make(storage) {
      const { userId, clientId, resource } = await scene(storage);
      const uid = token();
      await storage.artifacts.upsert(artifactRow(FIRST_ANSWER, tokenHash(uid), {}, 60));
      const decision = { userId, clientId, resource, scopes: ['mcp:read'], refused: [] };
      return twice((unit) => storage.consents.remember(decision, 60, uid, unit));
    },
  },
  {
    write: 'consent_remember',
    effect: 'consent_withdrawn',
    async make(storage) {
      const { userId, clientId, resource } = await scene(storage);
      const decision = { userId, clientId, resource };
      const scopes = ['mcp:read'];
      await storage.consents.remember({ ...decision, scopes, refused: [] }, 60);
      const less = { ...decision, scopes: [], refused: scopes };
      return twice((unit) => storage.consents.remember(less, 60, undefined, unit));
    },
  },
  {
    write: 'consent_decline',
    effect: 'consent_denied',
    async make(storage) {
      const uid = token();
      await storage.artifacts.upsert(artifactRow(FIRST_ANSWER, tokenHash(uid), {}, 60));
      return twice((unit) => storage.consents.decline(uid, unit));
    },
  },
  {
    write: 'session_destroy_by_uid',
    effect: 'signed_out',
    async make(storage) {
      const { userId: accountId } = await scene(storage);
      const payload = { uid: token(), accountId, loginTs: Math.floor(Date.now() / 1000) };
      for (const name of [token(), token()]) await storage.sessions.upsert(name, payload, 60);
      return twice((unit) => storage.sessions.destroyByUid(payload.uid, unit));
    },
  },
  {
    write: 'session_forget_account',
    effect: 'signed_out',
    async make(storage) {
      const { userId: accountId } = await scene(storage);
      const payload = { uid: token(), accountId, loginTs: Math.floor(Date.now() / 1000) };
      for (const name of [token(), token()]) await storage.sessions.upsert(name, payload, 60);
      return twice((unit) => storage.sessions.forgetAccount(payload.uid, unit));
    },
  },
  {
    write: 'session_replace',
    effect: 'signed_out',
    async make(storage) {
      const [{ userId: before }, { userId: after }] = [await scene(storage), await scene(storage)];
      const loginTs = Math.floor(Date.now() / 1000);
      const uid = token();
      await storage.sessions.upsert(token(), { uid, accountId: before, loginTs }, 60);
      const replace = { uid, accountId: after, loginTs };
      return twice((unit) => storage.sessions.replace(uid, token(), replace, 60, unit));
    },
  },
  {
    write: 'client_upsert',
    effect: 'client_registered',
    async make(storage) {
      const client = { client_id: token() };
      return twice((unit) => storage.clients.save(client, 'dynamic', {}, unit));
    },
  },
  {
    write: 'client_upsert',
    effect: 'client_changed',
    async make(storage) {
      const { clientId } = await scene(storage);
      const save = (id: string) => (unit: UnitOfWork) =>
        storage.clients.save({ client_id: id }, 'dynamic', {}, unit);
      return { changes: save(clientId), changesNothing: save(token()) };
    },
  },
  {
    write: 'client_register',
    effect: 'client_registered',
    async make(storage) {
      const { id } = await storage.initialAccessTokens.add({
        id: token(),
        tokenHash: token(),
        uses: 1,
      });
      return twice((unit) =>
        storage.registrations.register(
          { client_id: token() },
          { ...registration(), initialAccessTokenId: id },
          unit,
        ),
      );
    },
  },
  {
    write: 'client_replace_own',
    effect: 'client_changed',
    async make(storage) {
      const own = await ownClient(storage);
      const replace = (hash: string) => (unit: UnitOfWork) =>
        storage.registrations.replace({ client_id: own.clientId }, hash, '', unit);
      return { changes: replace(own.accessTokenHash), changesNothing: replace(token()) };
    },
  },
  {
    write: 'client_remove_own',
    effect: 'client_ended',
    async make(storage) {
      const own = await ownClient(storage);
      return twice((unit) => storage.registrations.remove(own, unit));
    },
  },
  {
    write: 'client_disable',
    effect: 'client_changed',
    async make(storage) {
      const { clientId } = await scene(storage);
      return twice((unit) => storage.clients.setDisabled(clientId, true, unit));
    },
  },
  {
    write: 'client_remove',
    effect: 'client_ended',
    async make(storage) {
      const { clientId } = await scene(storage);
      return twice((unit) => storage.clients.remove(clientId, unit));
    },
  },
  {
    write: 'client_register',
    effect: 'client_registered',
    async make(storage) {
      const register = (from: string) => (unit: UnitOfWork) =>
        storage.registrations.register({ client_id: token() }, registration(from), unit);
      await storage.database.prisma.client.deleteMany();
      for (let each = 0; each < 10; each += 1) {
        await storage.registrations.register({ client_id: token() }, registration('full'));
      }
      return { changes: register('empty'), changesNothing: register('full') };
    },
  },
  {
    write: 'client_register',
    effect: 'client_ended',
    async make(storage) {
      const { client } = storage.database.prisma;
      await client.deleteMany();
      for (let each = 0; each < 10; each += 1) {
        await storage.registrations.register({ client_id: token() }, registration('full'));
      }
      const { id } = await client.findFirstOrThrow();
      await client.update({ where: { id }, data: { createdAt: new Date(0) } });
      return twice((unit) =>
        storage.registrations.register({ client_id: token() }, registration('full'), unit),
      );
    },
  },
  {
    write: 'client_end',
    effect: 'client_ended',
    async make(storage) {
      const { client } = storage.database.prisma;
      await client.deleteMany();
      await storage.registrations.register({ client_id: token() }, registration('gone'));
      await client.updateMany({ data: { createdAt: new Date(0) } });
      const batch = { from: new Date(0), size: 100 };
      const lifetimes = { unusedLifetime: 86_400, idleLifetime: undefined };
      return twice((unit) => endClients(storage.database, 'unused', batch, lifetimes, unit));
    },
  },
  {
    write: 'client_prune',
    effect: 'client_ended',
    async make(storage) {
      await storage.database.prisma.client.deleteMany();
      await scene(storage);
      return twice(async (unit) => {
        const pruned = storage.clients.prune({ neverUsed: true, minAge: 0 }, () => unit);
        for await (const _ of pruned);
      });
    },
  },
  {
    write: 'signing_key_insert_first',
    effect: 'key_made',
    rows: SIGNING_ALGORITHMS.length,
    async make({ database, sealer }) {
      await database.prisma.signingKey.deleteMany();
      return twice((unit) => {
        const beside: Beside = (_event, own) => {
          for (const { effect, table, rows } of unit.added) own.add(effect, table, rows[0] ?? {});
        };
        return loadSigningKeys(database, sealer, { events: toldEvents([beside]).events });
      });
    },
  },
  {
    write: 'grant_revoke',
    effect: 'grant_ended',
    async make(storage) {
      const { grant } = await scene(storage);
      const grantId = await grant();
      return twice((unit) => storage.grants.revoke(grantId, 'revoked', unit));
    },
  },
  {
    write: 'token_request_commit_exchange',
    effect: 'tokens_issued',
    async make(storage) {
      const { unit: load } = await presented(storage, 'AuthorizationCode');
      return twice(async (unit) => commitExchange(await load(), unit));
    },
  },
  {
    write: 'token_request_commit_exchange',
    effect: 'grant_ended',
    async make(storage) {
      const { clientId, grant, issue } = await scene(storage);
      const first = await grant();
      const [older, newer] = [
        await issue('AuthorizationCode', first),
        await issue('AuthorizationCode', await grant()),
      ];
      const use = (value: string) => async (unit: UnitOfWork) => {
        const kind = 'AuthorizationCode';
        const loaded = await loadUnit(storage, clientId, { kind, value });
        loaded.consume(kind, value);
        return commitExchange(loaded, unit);
      };
      return { changes: use(newer), changesNothing: use(older) };
    },
  },
  {
    write: 'token_request_commit_refresh',
    effect: 'tokens_issued',
    async make(storage) {
      const { unit: load } = await presented(storage, 'RefreshToken');
      return twice(async (unit) => commitRefresh(await load(), storage.sealer, unit));
    },
  },
  {
    write: 'token_request_commit_records',
    effect: 'tokens_issued',
    async make(storage) {
      const { grant } = await scene(storage);
      const [live, over] = [await grant(), await grant(-1)];
      const run = (grantId: string) => (unit: UnitOfWork) =>
        runWrite(storage.database, COMMIT_RECORDS, [grantId, '[]'], unit);
      return { changes: run(live), changesNothing: run(over) };
    },
  },
];
