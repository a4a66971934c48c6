import { Pool, type PoolClient, type PoolConfig, types } from 'pg';
import { Batches } from '#postgres/batches.ts';
import { checkMissions, migrateMissions } from '#postgres/migrate.ts';
import { Transaction, transact, type Work } from '#postgres/transaction.ts';
import { isToRunAgain, translatePostgresFault } from '#postgres/translate-fault.ts';
import type { OpenMode } from '#sqlite/database-file.ts';

/** Operations at once; a station asks for few. */
const connectionsMax = 10;
/** A server that does not answer must not hold up who asks; kernel-and-trust section 3 waits as long for a file. */
const waitMs = 5_000;
/** Transactions that got in each other's way, one after the other, before the caller hears of it. */
const triesMax = 5;

/** Object ids of types, from pg_type. */
const int8 = 20;
const json = 114;

/** Milliseconds and counts lie below 2^53; documents are read by whoever wrote them. */
const asWritten = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (oid === int8) return Number;
    if (oid === json) return (text: string) => text;
    return types.getTypeParser(oid, format as 'text');
  },
};

/** Questions that do not hang on each other travel together; the server answers them in their order. */
const atOnce = { pipeline: true } as PoolConfig;

/** Connections to one database, brought to the present form when it is first used. */
export class Connections {
  readonly #pool: Pool;
  readonly #mode: OpenMode;
  #ready: Promise<void> | null = null;
  readonly #batches = new Batches({
    one: (work) => this.#alone('write', work),
    together: (work) => this.#attempt('write', work),
  });

  constructor(url: string, mode: OpenMode) {
    this.#mode = mode;
    this.#pool = new Pool({
      ...atOnce,
      connectionString: url,
      max: connectionsMax,
      connectionTimeoutMillis: waitMs,
      application_name: 'artisan-ts',
      lock_timeout: waitMs,
      statement_timeout: 6 * waitMs,
      types: asWritten,
    });
    // A connection that breaks is replaced by the next who needs one; whoever used it is told by his query.
    this.#pool.on('error', () => undefined);
    this.#pool.on('connect', (client) => {
      client.on('error', () => undefined);
      // Whatever the server's default: what was acknowledged is on its disk. Comes before anything else is asked.
      const readOnly = mode === 'read' ? '; SET default_transaction_read_only = on' : '';
      client.query(`SET synchronous_commit = on${readOnly}`).catch(() => undefined);
    });
  }

  /** Runs work on a connection, in one transaction when it writes. @throws ArtisanError `store.*`, or what the work throws */
  async run<Value>(kind: 'read' | 'write', work: Work<Value>): Promise<Value> {
    await this.#open();
    // What is asked while a transaction is under way is done in one after it: each commit waits for the disk once.
    return kind === 'write' ? this.#batches.run(work) : this.#alone('read', work);
  }

  async #alone<Value>(kind: 'read' | 'write', work: Work<Value>): Promise<Value> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.#attempt(kind, work);
      } catch (fault) {
        if (!isToRunAgain(fault) || tries === triesMax) throw translatePostgresFault(fault);
      }
    }
  }

  async #attempt<Value>(kind: 'read' | 'write', work: Work<Value>): Promise<Value> {
    const client = await this.#connect();
    try {
      return await (kind === 'read' ? work(new Transaction(client)) : transact(client, work));
    } finally {
      client.release();
    }
  }

  close(): Promise<void> {
    return this.#pool.end();
  }

  /** Once; tried again by the next who asks when the server could not be reached. */
  #open(): Promise<void> {
    this.#ready ??= this.#migrate().catch((fault) => {
      this.#ready = null;
      throw translatePostgresFault(fault);
    });
    return this.#ready;
  }

  async #migrate(): Promise<void> {
    const client = await this.#connect();
    let broken = false;
    try {
      await (this.#mode === 'write' ? migrateMissions(client) : checkMissions(client));
    } catch (fault) {
      broken = true;
      throw fault;
    } finally {
      client.release(broken);
    }
  }

  async #connect(): Promise<PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (fault) {
      throw translatePostgresFault(fault);
    }
  }
}
