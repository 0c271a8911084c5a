import type { Database, Statement } from '@gatehouse/database';
import type { SigningAlgorithm } from '../protocol/algorithms.ts';
import type { ProtectedResource, ServedResource } from '../protocol/resource.ts';
import { scopesOf, storedScopes } from './scope-terms.ts';
import { storedTexts } from './stored.ts';

/** Whether `RESOURCES` names a resource, or a command has added it. */
export type ResourceSource = 'environment' | 'operator';

/** A row of `protected_resources` as `to_jsonb` gives it. */
export interface ResourceRow {
  readonly resource: string;
  readonly name: string;
  /** JSON that nobody has looked at yet */
  readonly scopes: unknown;
  readonly aliases: string[];
  readonly access_token_alg: SigningAlgorithm;
}

/** The same with what the operator said of its scopes beside their words. */
interface DescribedRow extends ResourceRow {
  readonly scope_terms: unknown;
}

interface Origin {
  readonly source: ResourceSource;
  readonly created_at: Date;
}

/** A resource for the operator's eyes. */
export type ListedResource = ProtectedResource & Origin;

const ALL: Statement = {
  name: 'resource_all',
  text: `SELECT resource, name, scopes, aliases, access_token_alg
    FROM protected_resources ORDER BY source, position, resource`,
};

const FIND: Statement = {
  name: 'resource_find',
  text: `SELECT resource, name, scopes, scope_terms, aliases, access_token_alg
    FROM protected_resources WHERE resource = $1`,
};

const LIST: Statement = {
  name: 'resource_list',
  text: `SELECT resource, name, scopes, scope_terms, aliases, access_token_alg,
      source::text AS source, created_at
    FROM protected_resources ORDER BY source, position, resource`,
};

const ADD: Statement = {
  name: 'resource_add',
  text: `INSERT INTO protected_resources
      (resource, name, scopes, scope_terms, aliases, access_token_alg, position, source, updated_at)
    SELECT $1, $2, $3::jsonb, $4::jsonb, $5::text[], $6,
      (SELECT coalesce(max(position), -1) + 1 FROM protected_resources WHERE source = 'operator'),
      'operator', now()
    ON CONFLICT (resource) DO NOTHING RETURNING resource`,
};

const CHANGE_FIND: Statement = {
  name: 'resource_change_find',
  text: `SELECT resource, name, scopes, scope_terms, aliases, access_token_alg,
      source::text AS source, created_at, xmin::text AS version
    FROM protected_resources WHERE resource = $1`,
};

const CHANGE: Statement = {
  name: 'resource_change',
  text: `UPDATE protected_resources SET name = $2, scopes = $3::jsonb, scope_terms = $4::jsonb,
      aliases = $5::text[], access_token_alg = $6, updated_at = now()
    WHERE resource = $1 AND xmin::text = $7 RETURNING resource`,
};

const REMOVE: Statement = {
  name: 'resource_remove',
  text: `DELETE FROM protected_resources WHERE resource = $1 AND source = 'operator' RETURNING resource`,
};

const SAVE: Statement = {
  name: 'resource_save',
  text: `INSERT INTO protected_resources
      (resource, name, scopes, scope_terms, aliases, access_token_alg, position, source, updated_at)
    VALUES ($1, $2, $3::jsonb, $4::jsonb, $5::text[], $6, $7, 'environment', now())
    ON CONFLICT (resource) DO UPDATE SET name = excluded.name, scopes = excluded.scopes,
      scope_terms = excluded.scope_terms, aliases = excluded.aliases, access_token_alg = excluded.access_token_alg,
      position = excluded.position, source = excluded.source, updated_at = now()`,
};

/** The resources of this authorization server, in the operator's order. */
export class Resources {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async all(): Promise<ServedResource[]> {
    return (await this.#db.query<ResourceRow>(ALL, [])).map(servedResource);
  }

  /** One by its identifier, with what its scopes mean. */
  async find(resource: string): Promise<ProtectedResource | undefined> {
    const [row] = await this.#db.query<DescribedRow>(FIND, [resource]);
    return row && protectedResource(row);
  }

  /** Every resource with where it comes from, and since when. */
  async list(): Promise<ListedResource[]> {
    const rows = await this.#db.query<DescribedRow & Origin>(LIST, []);
    return rows.map(({ source, created_at, ...row }) => ({
      ...protectedResource(row),
      source,
      created_at,
    }));
  }

  /** Adds one that `RESOURCES` does not name. @returns `false` where it is there already */
  async add(entry: ProtectedResource): Promise<boolean> {
    return (await this.#db.query(ADD, valuesOf(entry))).length === 1;
  }

  /**
   * Changes one, of whichever source. Where somebody else has changed it meanwhile, their change is kept and
   * this one made of it.
   *
   * @param changed what becomes of it, under the same identifier; may be asked several times
   * @returns undefined where there is none
   */
  async change(
    resource: string,
    changed: (known: ListedResource) => ProtectedResource,
  ): Promise<ListedResource | undefined> {
    for (;;) {
      const [row] = await this.#db.query<DescribedRow & Origin & { readonly version: string }>(
        CHANGE_FIND,
        [resource],
      );
      if (row === undefined) return undefined;
      const { source, created_at } = row;
      const after = changed({ ...protectedResource(row), source, created_at });
      const written = await this.#db.query(CHANGE, [...valuesOf(after), row.version]);
      if (written.length === 1) return { ...after, source, created_at };
    }
  }

  /** Removes one that {@link add} has added. @returns `false` where there is none */
  async remove(resource: string): Promise<boolean> {
    return (await this.#db.query(REMOVE, [resource])).length === 1;
  }

  /**
   * Makes the table say what the configuration says, in its order. What a command has added stays,
   * unless the configuration names it as well and so takes it over.
   */
  async replaceAll(resources: readonly ProtectedResource[]): Promise<void> {
    for (const [position, entry] of resources.entries()) {
      await this.#db.query(SAVE, [...valuesOf(entry), position]);
    }
    await this.#db.prisma.protectedResource.deleteMany({
      where: {
        source: 'environment',
        resource: { notIn: resources.map(({ resource }) => resource) },
      },
    });
  }
}

/** Resource, name, scopes, their terms, aliases and algorithm, as {@link ADD} and {@link SAVE} take them. */
function valuesOf({ resource, name, scopes: all, aliases, accessTokenAlg }: ProtectedResource) {
  const { scopes, terms } = storedScopes(all);
  return [resource, name, scopes, terms, [...aliases], accessTokenAlg];
}

/** @throws StoredShapeError where the scopes are no texts by name */
export function servedResource(row: ResourceRow): ServedResource {
  const { resource, name, aliases, access_token_alg: accessTokenAlg } = row;
  const scopes = storedTexts('resource', 'scopes', row.scopes);
  return { resource, name, scopes, aliases, accessTokenAlg };
}

/** @throws StoredShapeError */
function protectedResource(row: DescribedRow): ProtectedResource {
  return { ...servedResource(row), scopes: scopesOf(row) };
}
