import type { BootId, MachineId, MarkKind, RoastId, SourceId } from '@artisan-ts/domain';

/** One line of what a recording told: somebody may rely on it from here on. */
export type Promised =
  | { readonly kind: 'machine'; readonly machineId: MachineId }
  /** Every reading of this boot up to this one is on disk. */
  | {
      readonly kind: 'readings';
      readonly sourceId: SourceId;
      readonly boot: BootId;
      readonly seq: number;
    }
  | { readonly kind: 'mark'; readonly roastId: RoastId; readonly mark: MarkKind }
  | { readonly kind: 'closed'; readonly roastId: RoastId }
  /** So many lever events are stored. */
  | { readonly kind: 'levers'; readonly count: number };

/** Everything that was told up to some moment. */
export class Promises {
  machineId: MachineId | null = null;
  sourceId: SourceId | null = null;
  levers = 0;
  readonly seqs = new Map<BootId, number>();
  readonly marks = new Map<RoastId, Set<MarkKind>>();
  readonly closed = new Set<RoastId>();

  /** Takes lines as the recording wrote them. */
  hear(text: string): void {
    for (const line of text.split('\n')) if (line !== '') this.#take(JSON.parse(line) as Promised);
  }

  #take(promised: Promised): void {
    switch (promised.kind) {
      case 'machine':
        this.machineId = promised.machineId;
        return;
      case 'readings':
        this.sourceId = promised.sourceId;
        this.seqs.set(promised.boot, Math.max(promised.seq, this.seqs.get(promised.boot) ?? 0));
        return;
      case 'mark':
        this.marks.set(
          promised.roastId,
          (this.marks.get(promised.roastId) ?? new Set()).add(promised.mark),
        );
        return;
      case 'closed':
        this.closed.add(promised.roastId);
        return;
      case 'levers':
        this.levers = promised.count;
    }
  }
}
