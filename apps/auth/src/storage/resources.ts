import type { Database, Statement } from '@gatehouse/database';
import type { SigningAlgorithm } from '../protocol/algorithms.ts';
import type { ProtectedResource } from '../protocol/resource.ts';
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

const LIST: Statement = {
  name: 'resource_list',
  text: `SELECT resource, name, scopes, aliases, access_token_alg, source::text AS source,
      created_at
    FROM protected_resources ORDER BY source, position, resource`,
};

const ADD: Statement = {
  name: 'resource_add',
  text: `INSERT INTO protected_resources
      (resource, name, scopes, aliases, access_token_alg, position, source, updated_at)
    SELECT $1, $2, $3::jsonb, $4::text[], $5,
      (SELECT coalesce(max(position), -1) + 1 FROM protected_resources WHERE source = 'operator'),
      'operator', now()
    ON CONFLICT (resource) DO NOTHING RETURNING resource`,
};

const REMOVE: Statement = {
  name: 'resource_remove',
  text: `DELETE FROM protected_resources WHERE resource = $1 AND source = 'operator' RETURNING resource`,
};

const SAVE: Statement = {
  name: 'resource_save',
  text: `INSERT INTO protected_resources (resource, name, scopes, aliases, access_token_alg, position, source, updated_at)
    VALUES ($1, $2, $3::jsonb, $4::text[], $5, $6, 'environment', now())
    ON CONFLICT (resource) DO UPDATE SET name = excluded.name, scopes = excluded.scopes,
      aliases = excluded.aliases, access_token_alg = excluded.access_token_alg,
      position = excluded.position, source = excluded.source, updated_at = now()`,
};

/** The resources of this authorization server, in the operator's order. */
export class Resources {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async all(): Promise<ProtectedResource[]> {
    return (await this.#db.query<ResourceRow>(ALL, [])).map(protectedResource);
  }

  async find(resource: string): Promise<ProtectedResource | undefined> {
    return (await this.all()).find((candidate) => candidate.resource === resource);
  }

  /** Every resource with where it comes from, and since when. */
  async list(): Promise<ListedResource[]> {
    const rows = await this.#db.query<ResourceRow & Origin>(LIST, []);
    return rows.map(({ source, created_at, ...row }) => ({
      ...protectedResource(row),
      source,
      created_at,
    }));
  }

  /** Adds one that `RESOURCES` does not name. @returns `false` where it is there already */
  async add(entry: ProtectedResource): Promise<boolean> {
    const { resource, name, scopes, aliases, accessTokenAlg } = entry;
    const values = [resource, name, JSON.stringify(scopes), [...aliases], accessTokenAlg];
    return (await this.#db.query(ADD, values)).length === 1;
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
      const { resource, name, scopes, aliases, accessTokenAlg } = entry;
      const values = [
        resource,
        name,
        JSON.stringify(scopes),
        [...aliases],
        accessTokenAlg,
        position,
      ];
      await this.#db.query(SAVE, values);
    }
    await this.#db.prisma.protectedResource.deleteMany({
      where: {
        source: 'environment',
        resource: { notIn: resources.map(({ resource }) => resource) },
      },
    });
  }
}

/** @throws StoredShapeError where the scopes are no texts by name */
export function protectedResource(row: ResourceRow): ProtectedResource {
  const { resource, name, aliases, access_token_alg: accessTokenAlg } = row;
  const scopes = storedTexts('resource', 'scopes', row.scopes);
  return { resource, name, scopes, aliases, accessTokenAlg };
}
