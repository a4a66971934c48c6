import {
  type ClockFloor,
  defaultSettings,
  type RoastSummary,
  type StationSettings,
} from '@artisan-ts/contracts';
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
  FiledRoast,
  IdempotentAnswer,
  KeptReadings,
  KeptRoast,
  LeverEvent,
  OutboxEvent,
  StoredRoast,
} from '@artisan-ts/runtime';
import { type RecordChange, RecordState } from '#store/record-state.ts';

/** What was stored with an imported roast beside its header. */
export type ImportedParts = Pick<RoastRecord, 'curves' | 'gaps' | 'foreign'>;

/** One transaction of a roast store. */
export type RoastChange =
  | RecordChange
  | { readonly do: 'saveMachine'; readonly machine: Machine }
  | { readonly do: 'removeMachine'; readonly id: MachineId }
  | { readonly do: 'saveAnchor'; readonly anchor: ClockAnchor }
  | { readonly do: 'saveFloor'; readonly floor: ClockFloor }
  | {
      readonly do: 'saveRoast';
      readonly roast: StoredRoast;
      readonly parts: ImportedParts | null;
      readonly event: OutboxEvent;
    }
  | { readonly do: 'forgetRoasts'; readonly ids: readonly RoastId[] }
  | { readonly do: 'keepRoast'; readonly kept: KeptRoast }
  | { readonly do: 'saveFiled'; readonly filed: FiledRoast }
  | { readonly do: 'saveSettings'; readonly settings: StationSettings }
  | { readonly do: 'appendLever'; readonly event: LeverEvent }
  | { readonly do: 'saveAnswer'; readonly key: string; readonly answer: IdempotentAnswer };

/** Everything a roast store holds. */
export interface RoastState {
  readonly machines: Map<MachineId, Machine>;
  readonly anchors: Map<SourceId, ClockAnchor>;
  floor: ClockFloor | null;
  readonly roasts: Map<RoastId, StoredRoast>;
  readonly parts: Map<RoastId, ImportedParts>;
  readonly summaries: Map<RoastId, RoastSummary>;
  readonly records: Map<RoastId, KeptReadings>;
  readonly files: Map<RoastId, FiledRoast>;
  settings: StationSettings;
  readonly levers: LeverEvent[];
  readonly answers: Map<string, IdempotentAnswer>;
  readonly outbox: OutboxEvent[];
  readonly peopleRecords: RecordState;
}

export function emptyRoastState(): RoastState {
  return {
    machines: new Map(),
    anchors: new Map(),
    floor: null,
    roasts: new Map(),
    parts: new Map(),
    summaries: new Map(),
    records: new Map(),
    files: new Map(),
    settings: defaultSettings,
    levers: [],
    answers: new Map(),
    outbox: [],
    peopleRecords: new RecordState(),
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
    case 'saveFloor':
      state.floor = change.floor;
      return;
    case 'saveRoast':
      state.roasts.set(change.roast.header.id, change.roast);
      if (change.parts !== null) state.parts.set(change.roast.header.id, change.parts);
      state.summaries.delete(change.roast.header.id);
      state.outbox.push(change.event);
      return;
    case 'forgetRoasts':
      for (const id of change.ids) {
        for (const part of [
          state.roasts,
          state.parts,
          state.summaries,
          state.records,
          state.files,
        ]) {
          part.delete(id);
        }
      }
      return;
    case 'keepRoast': {
      const { id, summary, readings } = change.kept;
      state.summaries.set(id, summary);
      if (readings !== null) state.records.set(id, readings);
      return;
    }
    case 'saveFiled':
      state.files.set(change.filed.roastId, change.filed);
      return;
    case 'saveSettings':
      state.settings = change.settings;
      return;
    case 'appendLever':
      state.levers.push(change.event);
      return;
    case 'saveAnswer':
      state.answers.set(change.key, change.answer);
      return;
    case 'saveRecord':
    case 'saveSheet':
      state.peopleRecords.apply(change);
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

/** @throws ArtisanError `request.conflict` unless this revision is stored and closed */
export function checkKept(state: RoastState, { id, revision }: KeptRoast): void {
  const header = state.roasts.get(id)?.header;
  if (header?.revision === revision && header.closeReason !== null) return;
  throw new ArtisanError(
    'request.conflict',
    `keep ${id}: revision ${revision} is not stored, or the roast goes on; read it again`,
  );
}
