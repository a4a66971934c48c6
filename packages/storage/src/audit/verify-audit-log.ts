import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { MissionStore } from '@artisan-ts/runtime';
import { type AuditVerdict, AuditVerifier } from '@artisan-ts/trust';
import { readAnchors } from '#audit/anchor-file.ts';
import { isSigned } from '#audit/log-key.ts';

/** Where the anchors beside `main.db` lie. */
export function anchorsBeside(folder: string): string {
  return join(folder, 'audit-anchors.jsonl');
}

/** What is to be verified. */
export interface AuditLogToVerify {
  /** The store, also one that is opened to be read. */
  readonly missions: Pick<MissionStore, 'auditEntries'>;
  /** Name of the log: the organisation, `local` where there is one. */
  readonly log: string;
  /** Files of anchors: those beside the database, and any that were kept elsewhere. */
  readonly anchorFiles: readonly string[];
}

/** What was found, with what each file of anchors contributed. */
export interface AuditReport extends AuditVerdict {
  readonly log: string;
  readonly anchorFiles: readonly {
    readonly path: string;
    readonly anchors: number;
    /** Why not all of it could be used, in words; null when it could. */
    readonly problem: string | null;
  }[];
  /** How long it took. */
  readonly durationMs: number;
}

const pageEntries = 2_000;

/**
 * Follows an audit log from its first entry to its last and holds it against every anchor: what was changed, removed,
 * put elsewhere or cut off is found, with the first entry that cannot be believed. `isIntact` speaks of the log alone;
 * anchor files that could not be read are listed with their problem.
 *
 * @throws ArtisanError `store.*` when the entries cannot be read
 */
export async function verifyAuditLog(asked: AuditLogToVerify): Promise<AuditReport> {
  const { missions, log } = asked;
  const startedMs = performance.now();
  const files = asked.anchorFiles.map(readAnchors);
  const verifier = new AuditVerifier({
    log,
    sha256: (bytes) => createHash('sha256').update(bytes).digest(),
    verify: isSigned,
    anchors: files.flatMap(({ anchors }) => anchors).filter((anchor) => anchor.log === log),
  });
  for (let from = 0; ; ) {
    const page = await missions.auditEntries(log, from, pageEntries);
    for (const entry of page) verifier.take(entry);
    const last = page.at(-1);
    if (last === undefined) break;
    from = last.seq + 1;
  }
  return {
    ...verifier.finish(),
    log,
    anchorFiles: files.map(({ path, anchors, problem }) => ({
      path,
      anchors: anchors.length,
      problem,
    })),
    durationMs: performance.now() - startedMs,
  };
}
