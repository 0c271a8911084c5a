/**
 * Prisma's schema engine as WebAssembly: what `prisma migrate` runs as a downloaded binary. It
 * reads and writes the same history, so the CLI and this package can take turns.
 *
 * @module
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import type {
  MigrationList,
  SchemaEngine,
  SchemaFilter,
} from '@prisma/schema-engine-wasm/schema_engine_bg';
import { type EmbeddedMigration, migrationLock } from '../generated/migrations.ts';

const entry = '@prisma/schema-engine-wasm/schema_engine_bg';

export const everything: SchemaFilter = { externalTables: [], externalEnums: [] };

export interface RunningEngine {
  readonly engine: SchemaEngine;
  /** What went wrong, in a sentence for the operator. */
  readonly explain: (error: unknown) => string;
}

/** Takes some tenths of a second and 60 MB: call it only when there is work. */
export async function startEngine(
  factory: SqlMigrationAwareDriverAdapterFactory,
): Promise<RunningEngine> {
  const { SchemaEngine } = await loadEngine();
  const bound = bindMigrationAwareSqlAdapterFactory(factory);
  const engine = await SchemaEngine.new({ datamodels: undefined }, () => {}, bound);
  return {
    engine,
    explain(error) {
      const text = error instanceof Error ? error.message : String(error);
      // The name is in a trace of the engine's own source, which comes after the reason.
      const name = /migration_name="([^"]+)"/.exec(text)?.[1];
      const reason =
        text
          .split(/\n\s*0: /)[0]
          ?.trim()
          .replace(/\s+/g, ' ') ?? '';
      // Errors that mean nothing to the engine pass through it as a number.
      const id = /^External error id#(\d+)/.exec(reason)?.[1];
      const foreign = id === undefined ? undefined : bound.errorRegistry.consumeError(Number(id));
      const what = name === undefined ? 'Migrating the database' : `The migration ${name}`;
      return `${what} failed: ${foreign === undefined ? reason : (foreign.error as Error).message}`;
    },
  };
}

let loading: Promise<typeof import('@prisma/schema-engine-wasm/schema_engine_bg')> | undefined;

function loadEngine(): NonNullable<typeof loading> {
  loading ??= (async () => {
    const glue = await import('@prisma/schema-engine-wasm/schema_engine_bg');
    // Beside the package's entry, wherever that is: this holds in the bundled app too.
    const file = path.join(
      path.dirname(createRequire(import.meta.url).resolve(entry)),
      'schema_engine_bg.wasm',
    );
    const { instance } = await WebAssembly.instantiate(await readFile(file), {
      './schema_engine_bg.js': withoutLingering(glue),
    });
    glue.__wbg_set_wasm(instance.exports);
    (instance.exports['__wbindgen_start'] as () => void)();
    return glue;
  })();
  return loading;
}

/**
 * The engine never clears the ten-second timer of its lock, which would keep a process that is
 * done from ending: its timers do not count.
 */
function withoutLingering(glue: object): WebAssembly.ModuleImports {
  const imports = { ...glue } as unknown as WebAssembly.ModuleImports;
  for (const name of Object.keys(imports)) {
    if (!name.startsWith('__wbg_setTimeout')) continue;
    imports[name] = (callback: () => void, ms: number) => setTimeout(callback, ms >>> 0).unref();
  }
  return imports;
}

export function migrationList(migrations: readonly EmbeddedMigration[]): MigrationList {
  return {
    baseDir: '/prisma/migrations',
    lockfile: { path: 'migration_lock.toml', content: migrationLock },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
    })),
  };
}
