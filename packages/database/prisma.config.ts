import path from 'node:path';
import { defineConfig } from 'prisma/config';

const url = process.env['DATABASE_URL'];

/** Read by the Prisma CLI, run from this folder: `pnpm exec prisma migrate deploy`, `migrate status`. */
export default defineConfig({
  schema: path.join(import.meta.dirname, '../../prisma/schema.prisma'),
  migrations: { path: path.join(import.meta.dirname, '../../prisma/migrations') },
  // `generate` needs no database, so DATABASE_URL may be missing.
  ...(url === undefined ? {} : { datasource: { url } }),
});
