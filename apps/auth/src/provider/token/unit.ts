import { type ArtifactPayload, type ArtifactRow, artifactRow } from '../../storage/artifact.ts';
import { tokenHash } from '../../storage/token-hash.ts';
import { runWrite, type UnitOfWork, type Write } from '../../storage/unit-of-work.ts';
import { COMMIT_RECORDS } from './commit-statements.ts';
import { LoadedRecords } from './loaded-records.ts';

/** A record that is to be written, with the value that only its holder knows. */
interface Insert {
  readonly id: string;
  readonly row: ArtifactRow;
}

/** What a commit says of itself. */
export interface Committed {
  /** grants that it has ended, by their ids */
  readonly superseded: readonly string[];
}

/** It is there where the statement was committed. */
interface CommitRow {
  /** ids, which have no spaces: a text is read sooner than an array */
  readonly superseded?: string;
}

/**
 * The unit of work of a token request: what was loaded, and what is to be written.
 *
 * The library's uses and inserts are collected here; {@link commit} applies them in one statement
 * after the response was built. A unit that is dropped (any error before) leaves no trace, so the
 * client may send the same request again.
 */
export class TokenUnit extends LoadedRecords {
  #consumed = false;
  #inserts: Insert[] = [];

  /** Drops what was collected, too. */
  override load(): Promise<this> {
    this.#consumed = false;
    this.#inserts = [];
    return super.load();
  }

  /** For how many seconds its use is remembered. */
  get replayMemory(): number {
    return this.context.lifetimes.replayMemory;
  }

  /** Collects the use of the presented record; refuses any other. */
  consume(kind: string, value: string): boolean {
    const { presented } = this;
    if (kind !== presented.kind || value !== presented.value) return false;
    this.#consumed = true;
    return true;
  }

  /** Collects a record to be written. @param expiresIn seconds */
  insert(kind: string, id: string, payload: ArtifactPayload, expiresIn: number): void {
    this.#inserts.push({ id, row: artifactRow(kind, tokenHash(id), payload, expiresIn) });
  }

  /** The record of this kind that is to be written. */
  inserted(kind: string): Insert | undefined {
    return this.#inserts.find(({ row }) => row.kind === kind);
  }

  /**
   * Applies the unit in one statement.
   *
   * @param statement uses the presented record up: $1 its kind, $2 its hash, $3 its grant, $4 the
   *   records to be written
   * @param more the values of the statement from $5 on
   * @param beside what others write in the same statement
   * @returns undefined where another request was first, or the grant ended meanwhile: nothing was
   *   written and nothing of the response may leave
   */
  async commit(
    statement: Write,
    more: readonly unknown[],
    beside: UnitOfWork | undefined,
  ): Promise<Committed | undefined> {
    const { database } = this.context;
    const records = JSON.stringify(this.#inserts.map(({ row }) => row));
    const grantId = this.grantId ?? null;
    if (!this.#consumed) {
      const isEmpty = this.#inserts.length === 0 && !beside?.added.length;
      if (isEmpty) return { superseded: [] };
      return committed(await runWrite(database, COMMIT_RECORDS, [grantId, records], beside));
    }
    const values = [this.presented.kind, this.presentedHash, grantId, records, ...more];
    return committed(await runWrite(database, statement, values, beside));
  }
}

function committed([row]: CommitRow[]): Committed | undefined {
  return row && { superseded: row.superseded ? row.superseded.split(' ') : [] };
}
