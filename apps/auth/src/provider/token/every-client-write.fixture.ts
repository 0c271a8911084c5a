/** The writes of clients, for every-write.fixture.ts. */
import type { ClientDocuments } from '../../storage/client-documents.ts';
import type { ClientMetadata } from '../../storage/clients.ts';
import { endClients } from '../../storage/client-ends.ts';
import type { OwnClient } from '../../storage/own-registrations.ts';
import type { Storage } from '../../storage/storage.ts';
import { scene, token } from '../../storage/testing/fixtures.ts';
import type { UnitOfWork } from '../../storage/unit-of-work.ts';
import { type Case, twice } from './every-write-case.fixture.ts';

const FRESH = { etag: null, lastModified: null, freshFor: 300 };

/** A document that is new, and one that says something else than before. */
function documentWrites(
  write: string,
  save: (
    documents: ClientDocuments,
    metadata: ClientMetadata,
    unit?: UnitOfWork,
  ) => Promise<unknown>,
): Case[] {
  const named = (id: string, client_name: string) => ({ client_id: id, client_name });
  return [
    {
      write,
      effect: 'client_registered',
      async make({ clientDocuments }) {
        const id = token();
        return twice((unit) => save(clientDocuments, named(id, 'A'), unit));
      },
    },
    {
      write,
      effect: 'client_changed',
      async make({ clientDocuments }) {
        const id = token();
        await save(clientDocuments, named(id, 'A'));
        return twice((unit) => save(clientDocuments, named(id, 'B'), unit));
      },
    },
  ];
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

export const CASES_OF_CLIENTS: readonly Case[] = [
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
  ...documentWrites('document_fetched', (documents, metadata, unit) =>
    documents.fetched(metadata, FRESH, unit),
  ),
  ...documentWrites('document_by_operator', (documents, metadata, unit) =>
    documents.byOperator(metadata, FRESH, { pinned: true }, unit),
  ),
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
];
