import type { MarkEvent } from '@artisan-ts/contracts';
import {
  displayUnitOf,
  leadIntervalS,
  type Machine,
  type MonoUs,
  noSetup,
  type RoastHeader,
  type RoastId,
  type RoastQuality,
  type RoastSetup,
  secondsAfter,
  secondsBetween,
  streamsOf,
  unreachable,
  type WallMs,
} from '@artisan-ts/domain';
import type { SessionEffect } from '@artisan-ts/roast';
import type { LeverTrack } from '#levers/lever-track.ts';
import type { OutboxEvent } from '#ports/roast-store.ts';
import type { RoastSpan, StoredRoast } from '#ports/stored-roast.ts';
import { applyMark } from '#roasts/apply-mark.ts';

/** What the rules want done to a record. */
export type RecordEffect =
  | Exclude<SessionEffect, { readonly type: 'refuse' | 'open' }>
  | (Extract<SessionEffect, { readonly type: 'open' }> & {
      /** When the roast began, where the recent past does not know. */
      readonly startedWallMs?: WallMs;
    });

/** A recorded roast while effects are applied to it, and the event that will tell of it. */
export interface Draft {
  readonly isNew: boolean;
  readonly kind: OutboxEvent['kind'];
  readonly header: RoastHeader;
  readonly span: RoastSpan;
}

/** The draft that changes a roast; null for a roast that was not recorded here. */
export function draftOf(roast: StoredRoast | null): Draft | null {
  if (roast === null || roast.span === null) return null;
  return { isNew: false, kind: 'roast.changed', header: roast.header, span: roast.span };
}

/** The draft of a roast that begins. */
export function newDraft(begin: {
  readonly id: RoastId;
  readonly machine: Machine;
  readonly clockRate: number;
  readonly startUs: MonoUs;
  readonly startedWallMs: WallMs;
  readonly utcOffsetS: number | null;
  /** What was said of its batches; null: of this one nothing. */
  readonly setup: RoastSetup | null;
}): Draft {
  const { machine, startUs } = begin;
  const { coffeeId, lotId, greenG, ...names } = begin.setup ?? noSetup;
  const { configuration } = machine;
  const { sources } = configuration;
  const header: RoastHeader = {
    id: begin.id,
    revision: 1,
    origin: machine.origin,
    title: `Roast on ${machine.name}`,
    machineId: machine.id,
    configurationId: configuration.id,
    machineName: machine.name,
    coffeeId,
    lotId,
    beans: '',
    displayUnit: displayUnitOf(sources),
    startedWallMs: begin.startedWallMs,
    utcOffsetS: begin.utcOffsetS,
    clockRate: begin.clockRate,
    intervalS: leadIntervalS(sources),
    closeReason: null,
    greenG,
    roastedG: null,
    roastingNotes: '',
    ...(begin.setup !== null && { quality: qualityFrom(names) }),
    marks: {},
    levers: configuration.levers,
    leverChanges: [],
    notes: [],
  };
  const sourceIds = sources.map((source) => source.id);
  const span: RoastSpan = { sourceIds, streams: streamsOf(sources), startUs, endUs: null };
  return { isNew: true, kind: 'roast.opened', header, span };
}

/** What is known from the start is no correction. */
function qualityFrom({ profile, person }: Pick<RoastSetup, 'profile' | 'person'>): RoastQuality {
  const values = { ...(profile !== '' && { profile }), ...(person !== '' && { person }) };
  return { values, corrections: [], photos: [] };
}

/** The draft after an effect. `levers` writes the values of a closed roast into its record. */
export function applyEffect(
  draft: Draft,
  effect: Exclude<RecordEffect, { readonly type: 'open' }>,
  at: { readonly wallMs: WallMs; readonly levers: LeverTrack },
): Draft {
  const { header, span } = draft;
  switch (effect.type) {
    case 'mark': {
      const timeS = effect.atUs === null ? null : secondsBetween(span.startUs, effect.atUs);
      const marked = applyMark(header, { ...effect, timeS, wallMs: at.wallMs });
      return { ...draft, header: { ...header, ...marked } };
    }
    case 'close': {
      // When a person ends the roast, what was set after the last reading still belongs to it.
      const isEndedNow = effect.reason === 'operator' || effect.reason === 'coolEnd';
      const leverChanges = at.levers.changes(span.startUs, isEndedNow ? null : effect.endUs);
      return {
        ...draft,
        kind: draft.isNew ? draft.kind : 'roast.closed',
        header: { ...header, closeReason: effect.reason, leverChanges },
        span: { ...span, endUs: effect.endUs },
      };
    }
    case 'reopen':
      return {
        ...draft,
        kind: 'roast.reopened',
        header: { ...header, closeReason: null },
        span: { ...span, endUs: null },
      };
    default:
      return unreachable(effect);
  }
}

/** What is told about a mark after an effect. */
export function markEvent(
  draft: Draft,
  effect: RecordEffect & { readonly type: 'mark' },
): MarkEvent {
  const { id, machineId, marks } = draft.header;
  const mark = marks[effect.kind];
  return {
    machineId: machineId ?? '',
    roastId: id,
    kind: effect.kind,
    action: effect.action,
    monoUs: mark === undefined ? null : secondsAfter(draft.span.startUs, mark.timeS),
  };
}
