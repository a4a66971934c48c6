import {
  ArtisanError,
  type Machine,
  type MachineId,
  type RoastId,
  type RoastRecord,
  type SourceId,
  unreachable,
} from '@artisan-ts/domain';
import type {
  ClockAnchor,
  IdempotentAnswer,
  LeverEvent,
  OutboxEvent,
  StoredRoast,
} from '@artisan-ts/runtime';

/** What was stored with an imported roast beside its header. */
export type ImportedParts = Pick<RoastRecord, 'curves' | 'gaps' | 'foreign'>;

/** One transaction of a roast store. */
export type RoastChange =
  | { readonly do: 'saveMachine'; readonly machine: Machine }
  | { readonly do: 'removeMachine'; readonly id: MachineId }
  | { readonly do: 'saveAnchor'; readonly anchor: ClockAnchor }
  | {
      readonly do: 'saveRoast';
      readonly roast: StoredRoast;
      readonly parts: ImportedParts | null;
      readonly event: OutboxEvent;
    }
  | { readonly do: 'appendLever'; readonly event: LeverEvent }
  | { readonly do: 'saveAnswer'; readonly key: string; readonly answer: IdempotentAnswer };

/** Everything a roast store holds. */
export interface RoastState {
  readonly machines: Map<MachineId, Machine>;
  readonly anchors: Map<SourceId, ClockAnchor>;
  readonly roasts: Map<RoastId, StoredRoast>;
  readonly parts: Map<RoastId, ImportedParts>;
  readonly levers: LeverEvent[];
  readonly answers: Map<string, IdempotentAnswer>;
  readonly outbox: OutboxEvent[];
}

export function emptyRoastState(): RoastState {
  return {
    machines: new Map(),
    anchors: new Map(),
    roasts: new Map(),
    parts: new Map(),
    levers: [],
    answers: new Map(),
    outbox: [],
  };
}

export function applyRoastChange(state: RoastState, change: RoastChange): void {
  switch (change.do) {
    case 'saveMachine':
      state.machines.set(change.machine.id, change.machine);
      return;
    case 'removeMachine':
      state.machines.delete(change.id);
      return;
    case 'saveAnchor':
      state.anchors.set(change.anchor.sourceId, change.anchor);
      return;
    case 'saveRoast':
      state.roasts.set(change.roast.header.id, change.roast);
      if (change.parts !== null) state.parts.set(change.roast.header.id, change.parts);
      state.outbox.push(change.event);
      return;
    case 'appendLever':
      state.levers.push(change.event);
      return;
    case 'saveAnswer':
      state.answers.set(change.key, change.answer);
      return;
    default:
      unreachable(change);
  }
}

/** @throws ArtisanError `request.conflict` unless the revision is the next one */
export function checkRevision(state: RoastState, roast: StoredRoast): void {
  const { id, revision } = roast.header;
  const stored = state.roasts.get(id)?.header.revision ?? 0;
  if (revision !== stored + 1) {
    throw new ArtisanError(
      'request.conflict',
      `revision ${revision} of ${id} cannot follow revision ${stored}: read it again`,
    );
  }
}
