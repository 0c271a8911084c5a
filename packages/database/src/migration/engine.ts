/**
 * Prisma's schema engine as WebAssembly. `prisma migrate` runs the same engine as a downloaded binary.
 * Both use the same history, so the CLI and this package can be used one after the other.
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
  /** Describes an error in a sentence for the operator. */
  readonly explain: (error: unknown) => string;
}

/** Takes a few tenths of a second and 60 MB, so it should only be called when there is work. */
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
      // The reason is followed by a trace of the engine's source, which contains the name.
      const name = /migration_name="([^"]+)"/.exec(text)?.[1];
      const reason =
        text
          .split(/\n\s*0: /)[0]
          ?.trim()
          .replace(/\s+/g, ' ') ?? '';
      // An error that the engine does not know comes back as a number.
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
    // The file is beside the package's entry, also in the bundled app.
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
 * Lets a process end although the engine has a timer running: it never clears the timer of its lock,
 * which takes ten seconds.
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
