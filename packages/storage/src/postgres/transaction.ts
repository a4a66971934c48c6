import { invariant } from '@artisan-ts/domain';
import type { AuditTail, Later, MissionTables, UnderWay } from '@artisan-ts/runtime';
import type { ClientBase } from 'pg';
import { isToRunAgain, translatePostgresFault } from '#postgres/translate-fault.ts';

/** One transaction, or one question outside of any, on a connection. */
export class Transaction {
  readonly client: ClientBase;
  /** What was asked of the server and nobody waits for yet. */
  readonly underWay: UnderWay = [];
  /** The ends of the logs that this transaction has locked: they are what was read once, and what was added since. */
  readonly tails = new Map<string, Later<AuditTail | null>>();

  constructor(client: ClientBase) {
    this.client = client;
  }
}

/** Work within a transaction. */
export type Work<Value> = (transaction: Transaction) => Promise<Value>;

/** Runs work as one transaction. @throws ArtisanError when it is not known whether it was kept; else whatever the work throws */
export async function transact<Value>(client: ClientBase, work: Work<Value>): Promise<Value> {
  const begun = client.query('BEGIN ISOLATION LEVEL READ COMMITTED');
  // What follows is asked behind it at once; on a connection that broke all of it fails.
  begun.catch(() => undefined);
  let value: Value;
  try {
    value = await work(new Transaction(client));
    await begun;
  } catch (fault) {
    // On a connection that broke there is nothing left to undo.
    await client.query('ROLLBACK').catch(translatePostgresFault);
    throw fault;
  }
  try {
    const { command } = await client.query('COMMIT');
    invariant(command === 'COMMIT', `a transaction ends in a commit, not in ${command}`);
  } catch (fault) {
    // Whether it was kept is not known, unless the server says that it was not: nothing may be done a second time.
    throw isToRunAgain(fault) ? fault : translatePostgresFault(fault);
  }
  return value;
}

type Logs = Pick<MissionTables, 'hold' | 'auditTail' | 'appendAudit'>;

/**
 * Logs that are locked with their organisation until the transaction ends: nobody else adds to them, so that their end is
 * read once, in the same breath as the lock is asked for.
 */
export function heldLogs(
  { hold, auditTail, appendAudit }: Logs,
  { tails }: Pick<Transaction, 'tails'>,
): Logs {
  return {
    hold: (orgId) => {
      if (tails.has(orgId)) return undefined;
      const locked = hold(orgId);
      const tail = auditTail(orgId);
      // Whoever needs it hears of its failure; without one it is nobody's.
      if (tail instanceof Promise) tail.catch(() => undefined);
      tails.set(orgId, tail);
      return locked;
    },
    auditTail: (log) => (tails.has(log) ? (tails.get(log) ?? null) : auditTail(log)),
    appendAudit: (log, entry) => {
      const { seq, hash, ts } = entry;
      if (tails.has(log)) tails.set(log, { size: seq + 1, head: hash, ts });
      return appendAudit(log, entry);
    },
  };
}
