import { ArtisanError } from '@artisan-ts/domain';
import type { AuditAnchors } from '@artisan-ts/runtime';
import { appendAnchor, readAnchors } from '#audit/anchor-file.ts';
import { openLogKey } from '#audit/log-key.ts';

/** Anchors in files, signed by the key of the data folder. A file that cannot be written is told and does not stop the others. */
export function anchorFiles(folder: string, paths: readonly string[]): AuditAnchors {
  return {
    keep: async (checkpoint) => {
      const key = await openLogKey(folder);
      const anchor = key.sign(checkpoint);
      const kept = await Promise.allSettled(paths.map((path) => appendAnchor(path, anchor)));
      return kept.flatMap((each) =>
        each.status === 'rejected' ? [ArtisanError.accept(each.reason).message] : [],
      );
    },
    newest: async (log) =>
      paths.flatMap(
        (path) => readAnchors(path).anchors.findLast((anchor) => anchor.log === log) ?? [],
      ),
  };
}
