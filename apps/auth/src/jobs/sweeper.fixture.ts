import type { Database } from '@gatehouse/database';
import { token } from '../storage/testing/fixtures.ts';
import { Sweeper, type SweeperOptions } from './sweeper.ts';

/** Takes out whatever a sweep may find. */
export async function empty(database: Database): Promise<void> {
  const { artifact, session, grant, consent, rateLimit, lease } = database.prisma;
  await database.prisma.client.deleteMany({ where: { kind: 'document' } });
  for (const table of [artifact, session, grant, consent, rateLimit, lease]) {
    await (table as typeof lease).deleteMany();
  }
}

/** A sweeper that throws what goes wrong. */
export function sweeperOn(database: Database, options: Partial<SweeperOptions> = {}): Sweeper {
  return new Sweeper({
    database,
    interval: 300,
    holder: token(),
    onSwept: () => {},
    onError: (error) => {
      throw error;
    },
    ...options,
  });
}

/** Puts in `count` artifacts that expire in so many seconds. */
export async function putArtifacts(
  database: Database,
  expiresIn: number,
  count: number,
): Promise<void> {
  await database.query(
    {
      name: 'test_put',
      text: `INSERT INTO artifacts (kind, id_hash, payload, expires_at)
        SELECT 'Interaction', gen_random_uuid()::text, '{}', now() + make_interval(secs => $1::float8)
        FROM generate_series(1, $2::int)`,
    },
    [expiresIn, count],
  );
}
