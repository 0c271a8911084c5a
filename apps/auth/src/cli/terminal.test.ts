import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '@gatehouse/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { toldEvents } from '../events/testing/told-events.ts';
import { type Control, openControl } from '../control/control-server.ts';
import { POLICY } from '../documents/documents.fixture.ts';
import { documentsBy } from '../operator/documents.fixture.ts';
import { ClientDocuments } from '../storage/client-documents.ts';
import { Clients } from '../storage/clients.ts';
import { InitialAccessTokens } from '../storage/initial-access-tokens.ts';
import { PinnedOrganisations } from '../storage/pinned-organisations.ts';
import { Resources } from '../storage/resources.ts';
import { Users } from '../storage/users.ts';
import { noRules } from '../operator/rules.fixture.ts';
import { createSealer } from '../storage/sealing.ts';
import { runCommand } from './run.fixture.ts';
import { viewing } from '../storage/testing/fixtures.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-terminal-'));
const key = Buffer.alloc(32, 1);
const issuer = 'http://localhost:3000';
const THEIRS = 'a\u009b2J\u001b]0;x\u0007\u202e\u2066\u200b\u2028\u007f\u{e0041}z';

let database: Database;
let control: Control;
beforeAll(async () => {
  database = await openDatabase({ dataDirectory: folder });
  const clients = new Clients(database, createSealer([key]));
  const resources = new Resources(database);
  const pinnedOrganisations = new PinnedOrganisations(database);
  const initialAccessTokens = new InitialAccessTokens(database);
  const users = new Users(database);
  const clientDocuments = new ClientDocuments(database, 60);
  const documents = documentsBy();
  const stored = {
    clients,
    clientDocuments,
    documents,
    initialAccessTokens,
    resources,
    pinnedOrganisations,
    users,
  };
  await initialAccessTokens.add({ id: `token_${THEIRS}`, tokenHash: 'a hash', label: THEIRS });
  await pinnedOrganisations.pin(`https://${THEIRS}`, [{ login: THEIRS, id: THEIRS }]);
  const metadata = {
    client_id: 'client_hostile',
    client_name: THEIRS,
    grant_types: ['authorization_code', THEIRS],
    redirect_uris: [`https://app.example/${THEIRS}`],
    token_endpoint_auth_method: `${THEIRS}\nkind: operator`,
    scope: THEIRS,
  };
  await clients.save(metadata, 'dynamic', { resources: [THEIRS], introspects: [THEIRS] });
  await database.prisma.user.create({
    data: {
      id: 'usr_hostile',
      username: THEIRS,
      email: `${THEIRS}@example.com`,
      identities: {
        create: {
          provider: 'github',
          issuer: `https://${THEIRS}`,
          subject: THEIRS,
          login: THEIRS,
          organisations: [THEIRS],
          groups: [THEIRS],
          teams: [{ organisation: THEIRS, organisation_id: THEIRS, slug: THEIRS, id: THEIRS }],
        },
      },
    },
  });
  await resources.add({
    resource: `https://mcp.example/${THEIRS}`,
    name: THEIRS,
    scopes: { [THEIRS]: { ...viewing(THEIRS), detail: THEIRS } },
    aliases: [THEIRS],
    accessTokenAlg: 'ES256',
  });
  control = await openControl({
    database,
    dataDirectory: folder,
    operator: {
      ...stored,
      rules: noRules,
      events: toldEvents().events,
      configured: [],
      issuer,
      production: false,
      registration: 'open',
      randomBytes,
    },
    now: () => new Date(),
    onError: (error) => {
      throw error;
    },
  });
});
afterAll(async () => {
  await control.close();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a command. @returns what it writes to the terminal */
async function written(...args: string[]): Promise<{ stdout: string; all: string }> {
  const { stdout, stderr } = await runCommand(args, {
    loadDatabase: () => ({ url: undefined, dataDirectory: folder }) as never,
    loadOperator: () => ({
      issuer,
      publicUrl: new URL(issuer),
      production: false,
      registration: 'open',
      encryptionKeys: [key],
      resources: [],
      rules: noRules,
      clientDocuments: POLICY,
    }),
    loadSealingKeys: () => [key],
  });
  return { stdout, all: stdout + stderr };
}

const steers = /[^\n\P{C}]|[\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

test.each([
  ['admission', 'check', 'usr_hostile'],
  ['admission', 'check', THEIRS],
  ['admission', 'list'],
  ['admission', 'unpin', `${THEIRS}x`],
  ['clients', 'list'],
  ['clients', 'list', '--search', THEIRS],
  ['clients', 'list', '--after', THEIRS],
  ['clients', 'list', '--limit', THEIRS],
  ['clients', 'prune', '--never-used', '--min-age', '0s'],
  ['clients', 'prune', '--idle', THEIRS],
  ['clients', 'show', 'client_hostile'],
  ['clients', 'show', THEIRS],
  ['clients', 'add', THEIRS, '--redirect-uri', THEIRS],
  ['clients', 'add', 'x', '--jwks', THEIRS],
  ['clients', 'add', 'x', `--no-such-${THEIRS}`],
  ['clients', 'add', 'x', '--auth-method', THEIRS],
  ['clients', THEIRS],
  ['registration-tokens', 'list'],
  ['registration-tokens', 'add', '--label', THEIRS],
  ['registration-tokens', 'remove', THEIRS],
  ['resources', 'list'],
  ['resources', 'add', `https://${THEIRS}`],
  ['resources', 'remove', THEIRS],
  ['token', '--audience', THEIRS, '--expires-in', '1m'],
  ['token', '--audience', 'x', '--expires-in', THEIRS],
  ['database', 'import', THEIRS],
])('%s %s writes nothing that steers a terminal, nor with --json', async (...args) => {
  for (const json of [[], ['--json']]) {
    const { all } = await written('-C', folder, ...args, ...json);
    expect(all).not.toBe('');
    expect(steers.exec(all)?.[0]).toBeUndefined();
  }
});

test('a program reads the same values as are stored', async () => {
  const shown = JSON.parse((await written('clients', 'show', 'client_hostile', '--json')).stdout);
  expect(shown).toMatchObject({
    client_name: THEIRS,
    redirect_uris: [`https://app.example/${THEIRS}`],
  });
  const { resources } = JSON.parse((await written('resources', 'list', '--json')).stdout);
  expect(resources).toMatchObject([
    { name: THEIRS, scopes: { [THEIRS]: { description: THEIRS, detail: THEIRS } } },
  ]);
});

test('what others wrote begins no line in sentences', async () => {
  const { stdout } = await written('clients', 'show', 'client_hostile');
  expect(stdout).not.toMatch(/^kind: operator/m);
});
