import type { Database, OpenOptions } from '../database.ts';
import { connectionError, parseUrl, severalFailed } from './connection-errors.ts';
import { LateCommits } from './late-commits.ts';
import { lostConnections } from './lost-connections.ts';
import { migrateServer } from './migrate-server.ts';
import { createPool, type PoolSettings } from './pool.ts';
import {
  keepsPreparedStatements,
  look,
  refusedParameter,
  SET_PREPARED_STATEMENTS_OFF,
} from './pooler.ts';
import { ServerDatabase } from './server-database.ts';
import { Servers } from './servers.ts';

/** @throws ConnectionError, MigrationError */
export async function openServer(url: string, options: OpenOptions): Promise<Database> {
  const asked = settingsOf(url, options);
  const failed = (error: unknown): never => {
    throw severalFailed(error, asked.servers) ?? connectionError(error, url);
  };
  const settings = await fitted(asked, options).catch(failed);
  const database = new ServerDatabase(settings, options);
  try {
    await database.ping().catch(failed);
    if (options.migrate ?? true) await migrateServer(database, settings, options.onNotice);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

function settingsOf(url: string, options: OpenOptions): PoolSettings {
  const preparedStatements = options.preparedStatements ?? true;
  const statementTimeoutMs = options.statementTimeoutMs ?? 5_000;
  return {
    servers: new Servers(parseUrl(url)),
    size: options.poolSize ?? 10,
    connectTimeoutMs: options.connectTimeoutMs ?? 3_000,
    preparedStatements,
    bounds: {
      statementTimeoutMs,
      // For connections that are dead without a sign, and for commits; so it is longer.
      answerTimeoutMs: statementTimeoutMs + 2_000,
      inTransaction: !preparedStatements,
      late: new LateCommits(options.onLateCommit),
    },
    onIdleError: lostConnections(options.onNotice),
  };
}

/**
 * The settings as far as what is between allows them: a pooler that refuses, ignores or forgets what a
 * connection asked for is not asked for it.
 */
async function fitted(settings: PoolSettings, options: OpenOptions): Promise<PoolSettings> {
  if (!settings.preparedStatements) return settings;
  const { bounds } = settings;
  const pool = createPool({ ...settings, size: 2 });
  try {
    const one = await pool.connect();
    try {
      const { isPooled, isLimited } = await look(one, bounds.statementTimeoutMs);
      if (!isLimited) bounds.inTransaction = true;
      if (!isPooled) return settings;
      const other = await pool.connect();
      try {
        if (await keepsPreparedStatements(one, other)) return settings;
      } finally {
        other.release();
      }
    } finally {
      one.release();
    }
  } catch (error) {
    if (bounds.inTransaction || refusedParameter(error) !== 'statement_timeout') throw error;
    bounds.inTransaction = true;
    return await fitted(settings, options);
  } finally {
    await pool.end();
  }
  bounds.inTransaction = true;
  options.onNotice?.(SET_PREPARED_STATEMENTS_OFF);
  return { ...settings, preparedStatements: false };
}
