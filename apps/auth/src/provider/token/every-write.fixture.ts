/** Every write that rows can be added beside, each with a change and something that changes nothing. */
import type { Beside } from '../../events/events.ts';
import { toldEvents } from '../../events/testing/told-events.ts';
import { loadSigningKeys } from '../../keys/signing-keys.ts';
import { SIGNING_ALGORITHMS } from '../../protocol/algorithms.ts';
import { artifactRow } from '../../storage/artifact.ts';
import { FIRST_ANSWER } from '../../storage/consents.ts';
import type { Storage } from '../../storage/storage.ts';
import { scene, token } from '../../storage/testing/fixtures.ts';
import { tokenHash } from '../../storage/token-hash.ts';
import { runWrite, type UnitOfWork } from '../../storage/unit-of-work.ts';
import { CASES_OF_CLIENTS } from './every-client-write.fixture.ts';
import { type Case, twice } from './every-write-case.fixture.ts';
import { COMMIT_RECORDS } from './commit-statements.ts';
import { commitExchange } from './grants/authorization-code.ts';
import { commitRefresh } from './grants/refresh-token.ts';
import { loadUnit } from './testing/units.ts';

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

export const CASES: readonly Case[] = [
  ...CASES_OF_CLIENTS,
  {
    write: 'user_signed_in',
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
