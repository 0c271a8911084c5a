import type { Database, Statement } from '@gatehouse/database';

/**
 * Counts the statements of a database, and fails the one that a test names. Which one it is does not
 * matter to a test that lets the first fail, then the second, until there are no more.
 */
export class FailingStatements {
  /** names of the statements since the last {@link reset} */
  statements: string[] = [];
  #failAt: number | undefined;

  /** Stands between `database` and whoever uses it from now on. */
  static in(database: Database): FailingStatements {
    const failing = new FailingStatements();
    const query = database.query.bind(database);
    Object.defineProperty(database, 'query', {
      value: (statement: Statement, values: unknown[]) => {
        failing.statements.push(statement.name);
        if (failing.statements.length === failing.#failAt) {
          failing.#failAt = undefined;
          return Promise.reject(new Error('the database failed'));
        }
        return query(statement, values);
      },
    });
    return failing;
  }

  /** Counts anew. @param failAt the statement to fail, 1 for the next; none unless told */
  reset(failAt?: number): void {
    this.statements = [];
    this.#failAt = failAt;
  }

  /** Whether the statement that was to fail has not come yet. */
  get pending(): boolean {
    return this.#failAt !== undefined;
  }
}
