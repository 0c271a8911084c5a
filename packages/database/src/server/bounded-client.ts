import pg from 'pg';
import type { LateCommits, WaitingConnection } from './late-commits.ts';
import type { Servers } from './servers.ts';
import { begins, commits, writes } from './statement-text.ts';
import { UtcClient } from './utc-client.ts';
import { type RowReader, SparedMessages } from './spared-messages.ts';
import { limitFromHere, limitHere, type Wire } from './wire.ts';

/** How a connection keeps its waits bounded. */
export interface Bounds {
  /** the server ends a statement after this (milliseconds) */
  readonly statementTimeoutMs: number;
  /** the caller waits no longer than this (milliseconds): longer than the server's limit */
  readonly answerTimeoutMs: number;
  /**
   * Whether the server's limit is set in each transaction, since the session has none: a pooler gives
   * each transaction another session, and refuses or ignores the start-up parameter.
   */
  inTransaction: boolean;
  readonly late: LateCommits;
}

type Callback = (error: Error | null | undefined, result?: pg.QueryResult) => void;
type Release = (error?: Error | boolean) => void;

/** A statement that has been sent and not been answered to the end. */
interface Flight {
  readonly text: string;
  readonly since: number;
  /** how many commands it is, with those that set the limit */
  commands: number;
  /** of these, how many were carried out; where the server has been asked to say so */
  done: number;
  /** committed here, and the wait for the standby was cancelled */
  unreplicated: boolean;
  refused: boolean;
  /** its caller has been told that nobody knows */
  late: boolean;
}

/** The commit was not confirmed in time. It may have been made, or be made yet. */
export const COMMIT_UNCONFIRMED = 'Commit not confirmed in time';

/** PostgreSQL's warning: committed locally, because the wait for the standby was cancelled. */
const COMMIT_UNREPLICATED = 'Commit not confirmed by the standby';

/** The function of PostgreSQL that waits for the standby. The text of its warning is translated. */
const WAITS_FOR_STANDBY = 'SyncRepWaitForLSN';

/** Parameters that PostgreSQL reports since version 14: it is a standby, or was told to refuse writes. */
const SAY_READ_ONLY = ['in_hot_standby', 'default_transaction_read_only'];

/**
 * A connection whose every wait is bounded.
 *
 * A statement that waits is ended by the server, by its own clock, so that nothing of it is committed
 * after its caller was told that it failed. A commit that waits cannot be ended ({@link LateCommits}):
 * its caller hears that nobody knows, and the connection is released only when the commit has ended.
 *
 * Which of the two it is, the server says itself: it is asked to send what it has (`Flush`) between the
 * statement and its commit (`Sync`), in the same round trip.
 */
export class BoundedClient extends UtcClient implements WaitingConnection {
  /** the connection string of the server that it leads to */
  readonly serverUrl: string;
  readonly #bounds: Bounds;
  readonly #servers: Servers;
  readonly #messages: SparedMessages;
  #isReadOnly = false;
  #flight: Flight | undefined;
  #release: Release = () => {};
  #whenIdle: ((isLost: boolean) => void) | undefined;

  constructor(config: pg.ClientConfig & { readonly bounds: Bounds; readonly servers: Servers }) {
    const { current } = config.servers;
    super({ ...config, connectionString: current });
    this.serverUrl = current;
    this.#bounds = config.bounds;
    this.#servers = config.servers;
    const wire = this.#wire;
    this.#messages = new SparedMessages(wire);
    const sync = wire.sync.bind(wire);
    wire.sync = () => {
      this.#beforeSync();
      sync();
    };
    wire.on('commandComplete', () => this.#flight && (this.#flight.done += 1));
    wire.on('errorMessage', () => this.#flight && (this.#flight.refused = true));
    wire.on('notice', ({ routine }) => {
      if (this.#flight && routine === WAITS_FOR_STANDBY) this.#flight.unreplicated = true;
    });
    wire.on('parameterStatus', ({ parameterName, parameterValue }) => {
      if (parameterValue === 'on' && SAY_READ_ONLY.includes(parameterName ?? '')) {
        this.#isReadOnly = true;
      }
    });
    wire.on('readyForQuery', () => this.#landed(false));
    wire.on('end', () => this.#landed(true));
  }

  /**
   * Where there are other servers to try, one that cannot be reached or takes no writes is left, and
   * the next attempt goes to the next.
   */
  override connect(...given: unknown[]): never {
    const [callback] = given as [((error: Error | undefined, client?: unknown) => void)?];
    const connecting = new Promise<this>((resolve, reject) => {
      super.connect((error?: Error | null) => {
        let fault = error ?? undefined;
        if (fault === undefined && this.#isReadOnly && this.#servers.count > 1) {
          fault = Object.assign(new Error('the server is read-only'), { code: '25006' });
          void super.end();
        }
        if (fault !== undefined) this.#servers.leave(this.serverUrl, fault);
        if (callback) callback(fault, this);
        else if (fault) reject(fault);
        else resolve(this);
      });
    });
    return connecting as never;
  }

  get #wire(): Wire {
    return (this as unknown as { connection: Wire }).connection;
  }

  /** Gives the connection back to its pool: later, where its commit still waits. */
  get release(): Release {
    return (error) => {
      const release = this.#release;
      if (!this.#flight?.late) {
        release(error);
        return;
      }
      this.#whenIdle = (isLost) => release(isLost);
    };
  }

  /** The pool sets it each time it hands the connection out. */
  set release(release: Release) {
    this.#release = release;
  }

  cut(): void {
    this.#wire.stream.destroy();
  }

  override query(...given: unknown[]): never {
    const callback = given.find((one): one is Callback => typeof one === 'function');
    const config = configOf(given);
    if (callback !== undefined) return this.#send(config, callback) as never;
    const answer = new Promise<pg.QueryResult>((resolve, reject) => {
      this.#send(config, (error, result) =>
        error ? reject(error) : resolve(result as pg.QueryResult),
      );
    });
    return answer as never;
  }

  #send(config: Config, callback: Callback): void {
    if (this.#flight?.late) {
      process.nextTick(callback, new Error(COMMIT_UNCONFIRMED));
      return;
    }
    let flight: Flight | undefined;
    let isAnswered = false;
    const answer: Callback = (error, result) => {
      if (isAnswered) return;
      isAnswered = true;
      clearTimeout(timer);
      if (!error && name) this.#messages.answered(name, query._result);
      if (!error && flight?.unreplicated) callback(new Error(COMMIT_UNREPLICATED));
      else callback(error, lastOf(result));
    };
    const timer = setTimeout(() => {
      if (flight !== undefined && flight === this.#flight && isCommitting(flight)) {
        flight.late = true;
        this.#bounds.late.add(this, flight.since);
        answer(new Error(COMMIT_UNCONFIRMED));
        return;
      }
      answer(new Error('Query read timeout'));
      // It must not be used again, nor carried out later if it still waits in a pooler.
      this.cut();
    }, this.#bounds.answerTimeoutMs);
    const query = queryOf(config, answer);
    // Prisma reads rows in another way.
    const name = 'rowMode' in config ? undefined : query.name;
    const submit = query.submit.bind(query);
    query.submit = (wire) => {
      flight = this.#takeOff(config.text);
      const isAlone = flight.commands === 1;
      const isKnown = isAlone && name !== undefined && this.#messages.prepare(name, query._result);
      // What `pg` does when the rows are described to it.
      if (isKnown) query._accumulateRows = true;
      return this.#messages.together(isKnown, () => {
        if (!isAlone && !begins(config.text)) limitHere(wire, this.#bounds.statementTimeoutMs);
        const fault = submit(wire);
        if (fault !== null) this.#flight = undefined;
        return fault;
      });
    };
    super.query(query as unknown as pg.Submittable);
  }

  #takeOff(text: string): Flight {
    const alone = (this.getTransactionStatus() ?? 'I') === 'I';
    this.#flight = {
      text,
      since: performance.now(),
      commands: alone && this.#bounds.inTransaction ? 2 : 1,
      done: 0,
      unreplicated: false,
      refused: false,
      late: false,
    };
    return this.#flight;
  }

  #beforeSync(): void {
    const flight = this.#flight;
    if (flight === undefined) return;
    if (begins(flight.text)) {
      if (flight.commands === 2) limitFromHere(this.#wire, this.#bounds.statementTimeoutMs);
    } else if (this.getTransactionStatus() !== 'T' && writes(flight.text)) this.#wire.flush();
  }

  #landed(isLost: boolean): void {
    const flight = this.#flight;
    this.#flight = undefined;
    if (!flight?.late) return;
    const outcome = isLost
      ? 'lost'
      : flight.refused
        ? 'refused'
        : flight.unreplicated
          ? 'unreplicated'
          : 'committed';
    this.#bounds.late.settle(this, outcome);
    // `pg` itself hears of it after this.
    const whenIdle = this.#whenIdle;
    this.#whenIdle = undefined;
    if (whenIdle !== undefined) process.nextTick(whenIdle, isLost);
  }
}

/** Whether everything was carried out, and only the commit is outstanding. */
function isCommitting({ text, done, commands }: Flight): boolean {
  return commits(text) || done >= commands;
}

/** What a query of `pg` has and its types have not. */
interface QueryInside {
  submit: (wire: Wire) => Error | null;
  name?: string | undefined;
  queryMode?: string | undefined;
  _accumulateRows?: boolean;
  _result: RowReader & { _types?: unknown };
}

/**
 * The driver copies an object by the descriptors of its members, which costs as much as reading a row. So it
 * is handed text and values, and told the rest afterwards.
 */
function queryOf(config: Config, answer: Callback): QueryInside {
  const { name, text, values, types, queryMode } = config;
  // Prisma's: what else there is may be anything.
  if ('rowMode' in config) return new pg.Query(config, answer as never) as unknown as QueryInside;
  const query = new pg.Query(text, (values ?? []) as never, answer as never);
  const inside = query as unknown as QueryInside;
  inside.name = name;
  inside.queryMode = queryMode;
  // Where `pg` itself puts those of a client.
  inside._result._types = types;
  return inside;
}

/** A statement as `pg` and its pool take it, always to be sent as an extended query. */
type Config = pg.QueryConfig & { readonly queryMode?: string };

function configOf([first, second]: unknown[]): Config {
  const values = Array.isArray(second) ? { values: second as unknown[] } : undefined;
  const config = typeof first === 'string' ? { text: first } : (first as pg.QueryConfig);
  return { ...config, ...values, queryMode: 'extended' };
}

/** Where more than one command was sent, `pg` answers with a list. */
function lastOf(result: pg.QueryResult | pg.QueryResult[] | undefined): pg.QueryResult | undefined {
  return Array.isArray(result) ? result.at(-1) : result;
}
