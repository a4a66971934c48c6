import type { AuditEntry } from '@artisan-ts/trust';
import type { MissionStore } from '#ports/mission-store.ts';

type Log = Pick<MissionStore, 'auditEntries' | 'checkpoint'>;

const pageEntries = 500;
/** A question about more than this is about another log than one station writes in a year. */
const entriesMax = 200_000;

/**
 * Entries of a log that were written at or after a moment, oldest first. The first is found by halving: times in a log
 * never decrease.
 */
export async function* entriesSince(
  store: Log,
  log: string,
  fromMs: number,
): AsyncGenerator<AuditEntry> {
  const size = (await store.checkpoint(log, 0))?.size ?? 0;
  let seq = await firstSince(store, log, fromMs, size);
  const endSeq = Math.min(size, seq + entriesMax);
  while (seq < endSeq) {
    const page = await store.auditEntries(log, seq, Math.min(pageEntries, endSeq - seq));
    if (page.length === 0) return;
    for (const { text } of page) yield JSON.parse(text) as AuditEntry;
    seq += page.length;
  }
}

async function firstSince(store: Log, log: string, fromMs: number, size: number): Promise<number> {
  let [low, high] = [0, size];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [entry] = await store.auditEntries(log, middle, 1);
    const isBefore = entry !== undefined && (JSON.parse(entry.text) as AuditEntry).ts < fromMs;
    if (isBefore) low = middle + 1;
    else high = middle;
  }
  return low;
}
