import { checkpointBytes, type SignedCheckpoint } from '#audit/checkpoint.ts';
import { entryHash, genesisHash } from '#audit/entry.ts';
import { hexText } from '#bytes.ts';
import { canonicalText } from '#canonical.ts';
import type { Sha256 } from '#tagged-hash.ts';

/** What can be wrong with a log. */
export const auditProblems = {
  HOLE: 'An entry is missing, doubled or out of order.',
  UNREADABLE: 'An entry is not written in its one spelling.',
  FOREIGN: 'An entry belongs to another log.',
  CHANGED: 'An entry, or one before it, was changed after it was written.',
  BACKWARDS: 'An entry is dated before the one that precedes it.',
  BAD_SIGNATURE: 'A checkpoint is not signed by the key it names.',
  TAIL_MISSING: 'An anchor has seen more entries than there are.',
  FORK: 'An anchor has seen another history.',
} as const;
export type AuditProblem = keyof typeof auditProblems;

/** One finding, at the sequence number where the log first cannot be believed. */
export interface AuditFinding {
  readonly problem: AuditProblem;
  readonly seq: number;
  readonly detail: string;
}

/** What the verifier found. `firstBadSeq` is null when everything holds. */
export interface AuditVerdict {
  readonly isIntact: boolean;
  readonly entries: number;
  readonly anchors: number;
  /** Entries that some anchor vouches for: what follows is chained, yet could have been cut and written anew. */
  readonly anchoredEntries: number;
  readonly firstBadSeq: number | null;
  readonly findings: readonly AuditFinding[];
}

/** An entry as it was read from a log: nothing of it is believed. */
export interface StoredEntry {
  readonly seq: number;
  readonly text: string;
  /** 64 hex digits, as stored. */
  readonly hash: string;
}

export interface VerifierParts {
  readonly log: string;
  readonly sha256: Sha256;
  /** Whether the signature of a checkpoint is by the key it names. */
  readonly verify: (checkpoint: SignedCheckpoint, bytes: Uint8Array) => boolean;
  /** Checkpoints that were kept outside the log. */
  readonly anchors: readonly SignedCheckpoint[];
  /** Where to go on when everything before was verified already. */
  readonly from?: { readonly size: number; readonly head: Uint8Array };
}

/** More findings than this tell nobody more. */
const findingsMax = 100;

/**
 * Follows a log from its first entry to its last. Stateless towards the store: it is handed entries and answers what it
 * found, so that the same check runs in the station, at a command line and years later on a copy.
 */
export class AuditVerifier {
  readonly #parts: VerifierParts;
  readonly #findings: AuditFinding[] = [];
  /** Anchors still to be met, by size. */
  readonly #anchorsBySize = new Map<number, SignedCheckpoint[]>();
  #head: Uint8Array;
  #next: number;
  #lastTs = Number.NEGATIVE_INFINITY;
  #anchored = 0;
  /** Of all findings, also of those that are not kept. */
  #firstBadSeq: number | null = null;

  constructor(parts: VerifierParts) {
    this.#parts = parts;
    this.#next = parts.from?.size ?? 0;
    this.#head = parts.from?.head ?? genesisHash;
    for (const anchor of parts.anchors) this.#expect(anchor);
    this.#meetAnchors();
  }

  /** Takes the next entry of the log. */
  take(entry: StoredEntry): void {
    const seq = this.#next;
    if (entry.seq !== seq) this.#find('HOLE', seq, `expected entry ${seq}, found ${entry.seq}`);
    this.#readContent(entry.text, seq);
    this.#head = this.#hashOf(entry.text, seq);
    const head = hexText(this.#head);
    if (head !== entry.hash) {
      this.#find(
        'CHANGED',
        seq,
        `its hash is ${head.slice(0, 12)}, stored is ${entry.hash.slice(0, 12)}`,
      );
    }
    this.#next = seq + 1;
    this.#meetAnchors();
  }

  /** To be called after the last entry. */
  finish(): AuditVerdict {
    for (const [size, anchors] of this.#anchorsBySize) {
      // Anchors of what was verified before were met then.
      if (size < this.#next) continue;
      for (const anchor of anchors) {
        const detail = `an anchor of ${size} entries, the log has ${this.#next}`;
        this.#find('TAIL_MISSING', Math.min(this.#next, anchor.size), detail);
      }
    }
    return {
      isIntact: this.#firstBadSeq === null,
      entries: this.#next,
      anchors: this.#parts.anchors.length,
      anchoredEntries: this.#anchored,
      firstBadSeq: this.#firstBadSeq,
      findings: this.#findings,
    };
  }

  #expect(anchor: SignedCheckpoint): void {
    if (anchor.log !== this.#parts.log) {
      this.#find('FOREIGN', 0, `an anchor is of the log "${anchor.log}"`);
      return;
    }
    if (!this.#parts.verify(anchor, checkpointBytes(anchor))) {
      this.#find('BAD_SIGNATURE', anchor.size, `the checkpoint of ${anchor.size} entries`);
      return;
    }
    const others = this.#anchorsBySize.get(anchor.size) ?? [];
    this.#anchorsBySize.set(anchor.size, [...others, anchor]);
  }

  #meetAnchors(): void {
    const anchors = this.#anchorsBySize.get(this.#next);
    if (anchors === undefined) return;
    this.#anchorsBySize.delete(this.#next);
    const head = hexText(this.#head);
    for (const anchor of anchors) {
      if (anchor.head === head) this.#anchored = this.#next;
      else
        this.#find(
          'FORK',
          Math.max(0, this.#next - 1),
          `the anchor of ${this.#next} entries has another hash`,
        );
    }
  }

  #readContent(text: string, seq: number): void {
    const content = readEntry(text);
    if (content === null) {
      this.#find('UNREADABLE', seq, 'not the canonical form of an entry');
      return;
    }
    if (content.log !== this.#parts.log)
      this.#find('FOREIGN', seq, `it is of the log "${content.log}"`);
    if (content.seq !== seq) this.#find('HOLE', seq, `it calls itself entry ${content.seq}`);
    if (content.ts < this.#lastTs)
      this.#find('BACKWARDS', seq, `${this.#lastTs - content.ts} ms earlier`);
    this.#lastTs = Math.max(this.#lastTs, content.ts);
  }

  #hashOf(text: string, seq: number): Uint8Array {
    try {
      return entryHash(this.#parts.sha256, this.#head, text);
    } catch {
      // Only a text without UTF-8 form gets here; whatever is chained to it cannot hold either.
      this.#find('UNREADABLE', seq, 'it has half of a surrogate pair, which has no bytes');
      return genesisHash;
    }
  }

  #find(problem: AuditProblem, seq: number, detail: string): void {
    this.#firstBadSeq = Math.min(this.#firstBadSeq ?? seq, seq);
    if (this.#findings.length < findingsMax) this.#findings.push({ problem, seq, detail });
  }
}

function readEntry(text: string): { log: string; seq: number; ts: number } | null {
  try {
    const value = JSON.parse(text);
    const isEntry =
      typeof value === 'object' &&
      typeof value?.log === 'string' &&
      typeof value.seq === 'number' &&
      typeof value.ts === 'number';
    return isEntry && canonicalText(value) === text ? value : null;
  } catch {
    // Whatever is not JSON, or has no canonical form, is not an entry: that is the answer, not a fault.
    return null;
  }
}
