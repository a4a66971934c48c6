import {
  type Channel,
  channelQuantities,
  closeReasons,
  type Gap,
  leverModes,
  leverStates,
  leverUnits,
  type Machine,
  MonoUs,
  markActions,
  markKinds,
  markSources,
  origins,
  type RoastHeader,
  type SourceId,
  type SourceStream,
  type WallMs,
} from '@artisan-ts/domain';
import { z } from 'zod';
import { clockJumpDto } from '#api/clock.ts';
import { phasesDto } from '#api/roast.ts';
import { type StationSettings, stationSettings } from '#api/settings.ts';
import { signalLimitsDto } from '#api/signal.ts';
import { type DocumentForm, documentForm, grams, idOf, wallMs } from '#document-form.ts';
import { storedQuality } from '#stored-quality.ts';

const monoUs = z.int().transform(MonoUs);

const channel = z.strictObject({
  id: z.string().min(1),
  label: z.string(),
  quantity: z.enum(channelQuantities),
  resolution: z.number().nullable(),
  limits: signalLimitsDto.optional(),
});

const leverSpec = z.strictObject({
  id: z.string().min(1),
  label: z.string(),
  unit: z.enum(leverUnits),
  mode: z.enum(leverModes),
  min: z.number(),
  max: z.number(),
  step: z.number(),
});

const stream = z.strictObject({
  stream: z.string().min(1),
  channels: z.array(channel),
  intervalS: z.number().positive(),
});

const source = z.strictObject({
  id: idOf('source'),
  driver: z.string().min(1),
  settings: z.record(z.string(), z.json()),
  streams: z.array(stream),
  clockRate: z.number().positive(),
});

const machine = z.strictObject({
  id: idOf('machine'),
  name: z.string(),
  origin: z.enum(origins),
  configuration: z.strictObject({
    id: idOf('configuration'),
    sinceWallMs: wallMs,
    levers: z.array(leverSpec),
    closeAfterDropS: z.number().positive(),
    sources: z.array(source),
  }),
  setup: z.exactOptional(
    z.strictObject({
      coffeeId: idOf('coffee').nullable(),
      lotId: idOf('lot').nullable(),
      profile: z.string(),
      person: z.string(),
      greenG: grams.nullable(),
    }),
  ),
} satisfies Record<keyof Machine, z.ZodType>);

const markHistory = z.array(
  z.strictObject({
    action: z.enum(markActions),
    timeS: z.number().nullable(),
    source: z.enum(markSources),
    wallMs,
  }),
);

const mark = z.strictObject({
  kind: z.enum(markKinds),
  timeS: z.number(),
  state: z.enum(['suggested', 'confirmed']),
  source: z.enum(markSources),
  confidence: z.number().min(0).max(1),
  reason: z.string(),
  history: markHistory,
});

const roastHeader = z.strictObject({
  id: idOf('roast'),
  revision: z.int().min(1),
  origin: z.enum(origins),
  title: z.string(),
  machineId: idOf('machine').nullable(),
  configurationId: idOf('configuration').nullable(),
  machineName: z.string(),
  coffeeId: idOf('coffee').nullable(),
  lotId: idOf('lot').nullable(),
  beans: z.string(),
  displayUnit: z.enum(['C', 'F']),
  startedWallMs: wallMs.nullable(),
  utcOffsetS: z.number().nullable(),
  clockRate: z.number().positive(),
  intervalS: z.number().min(0),
  closeReason: z.enum(closeReasons).nullable(),
  deletedWallMs: z.exactOptional(wallMs),
  greenG: grams.nullable(),
  roastedG: grams.nullable(),
  roastingNotes: z.string(),
  quality: z.exactOptional(storedQuality),
  marks: z.partialRecord(z.enum(markKinds), mark),
  undoneMarks: z.exactOptional(z.partialRecord(z.enum(markKinds), markHistory)),
  levers: z.array(leverSpec),
  leverChanges: z.array(
    z.strictObject({
      lever: z.string().min(1),
      timeS: z.number(),
      value: z.number(),
      state: z.enum(leverStates),
    }),
  ),
  notes: z.array(
    z.strictObject({ id: idOf('note').nullable(), timeS: z.number(), text: z.string() }),
  ),
  // A field that is added to the header and not here does not compile, even an optional one.
} satisfies Record<keyof RoastHeader, z.ZodType>);

const roastSpan = z
  .strictObject({
    sourceIds: z.tuple([idOf('source')], idOf('source')),
    // Absent where a machine had one source only and it went without saying.
    streams: z.array(stream.extend({ sourceId: idOf('source').optional() })),
    startUs: monoUs,
    endUs: monoUs.nullable(),
  })
  .transform((span) => ({
    ...span,
    streams: span.streams.map((each) => ({
      ...each,
      sourceId: each.sourceId ?? span.sourceIds[0],
    })),
  }));
interface StoredSpan {
  readonly sourceIds: readonly SourceId[];
  readonly streams: readonly SourceStream[];
  readonly startUs: MonoUs;
  readonly endUs: MonoUs | null;
}

const markFacts = z.strictObject({
  timeS: z.number(),
  btC: z.number().nullable(),
  etC: z.number().nullable(),
});

const roastSummary = z.strictObject({
  version: z.int().min(1),
  zeroS: z.number(),
  marks: z.partialRecord(z.enum(markKinds), markFacts),
  phases: z.strictObject(phasesDto.shape).nullable(),
  dtrPct: z.number().nullable(),
  weightLossPct: z.number().nullable(),
  samples: z.int().min(0),
  thumbnailBtC: z.array(z.number().nullable()),
  /** How long before the bend in BT its person pressed; null where nobody did. Absent in summaries of version 1. */
  pressLeadS: z
    .strictObject({ charge: z.number().nullable(), drop: z.number().nullable() })
    .optional(),
});

/** What a list shows of a roast and would otherwise have to be computed from its curves. */
export type RoastSummary = Readonly<z.infer<typeof roastSummary>>;

const clockFloor = z.strictObject({
  wallMs,
  jumps: z.array(z.strictObject({ ...clockJumpDto.shape, wallMs })),
});

/** The latest time that was told, and when the clock of the computer jumped ahead of it. */
export interface ClockFloor {
  readonly wallMs: WallMs;
  readonly jumps: readonly {
    /** After the jump. */
    readonly wallMs: WallMs;
    readonly aheadMs: number;
    readonly cause: z.infer<typeof clockJumpDto>['cause'];
  }[];
}

const gap = z.strictObject({ fromS: z.number(), toS: z.number() });

/** A machine, whole. */
export const machineForm: DocumentForm<Machine> = documentForm<Machine>(machine);
/** A roast without its curves. */
export const roastHeaderForm: DocumentForm<RoastHeader> = documentForm<RoastHeader>(roastHeader);
/** Where the readings of a recorded roast lie. */
export const roastSpanForm: DocumentForm<StoredSpan> = documentForm<StoredSpan>(roastSpan);
/** What is kept of a roast so that lists need no curves. */
export const roastSummaryForm: DocumentForm<RoastSummary> =
  documentForm<RoastSummary>(roastSummary);

/** What a person chose for the station. */
export const settingsForm: DocumentForm<StationSettings> =
  documentForm<StationSettings>(stationSettings);

/** What a stored curve is a curve of. */
export const channelForm: DocumentForm<Channel> = documentForm<Channel>(channel);
/** The stretches of an imported roast in which nothing arrived. */
export const gapsForm: DocumentForm<readonly Gap[]> = documentForm<readonly Gap[]>(z.array(gap));

/** How the latest time that was told is stored. */
export const clockFloorForm: DocumentForm<ClockFloor> = documentForm<ClockFloor>(clockFloor);
