import {
  btChannel,
  etChannel,
  MonoUs,
  makeId,
  type Reading,
  type RoastHeader,
  WallMs,
} from '@artisan-ts/domain';
import type { KeptRoast, OutboxEvent, StoredReading, StoredRoast } from '@artisan-ts/runtime';
import { crashBoot, crashReading } from '#testing/crash-data.ts';

const rowsPerRoast = 400;
const hex = (number: number): string => number.toString(16).padStart(32, '0');
const sourceOf = (number: number) => makeId('source', hex(number));
const streamOf = (number: number) => ({
  sourceId: sourceOf(number),
  stream: 'main',
  channels: [btChannel, etChannel],
  intervalS: 1,
});

/** The readings of roast `number`, each roast on a source of its own. */
export function roastReadings(number: number): readonly Reading[] {
  return Array.from({ length: rowsPerRoast }, (_, seq) => ({
    ...crashReading(number, seq),
    sourceId: sourceOf(number),
    boot: crashBoot(number),
  }));
}

/** Roast `number`, closed, and the event that goes with it. */
export function recordedRoast(number: number) {
  const header = closedHeader(number);
  const [startUs, endUs] = [MonoUs(0), MonoUs(rowsPerRoast * 1_000)];
  const sourceIds = [sourceOf(number)];
  const span = { sourceIds, streams: [streamOf(number)], startUs, endUs };
  const { id: roastId, revision } = header;
  const event: OutboxEvent = { kind: 'roast.closed', roastId, revision, wallMs: WallMs(0) };
  return { roast: { header, span } satisfies StoredRoast, event };
}

/** What is kept of roast `number`. */
export function keptRoast(number: number, readings: readonly StoredReading[]): KeptRoast {
  const { header, span } = recordedRoast(number).roast;
  const facts = { zeroS: 0, marks: {}, phases: null, dtrPct: null, weightLossPct: null };
  return {
    id: header.id,
    revision: 1,
    summary: { version: 1, ...facts, samples: readings.length, thumbnailBtC: [] },
    readings: {
      sourceIds: span.sourceIds,
      fromUs: span.startUs,
      toUs: span.endUs,
      throughCursor: readings.at(-1)?.cursor ?? 0,
      readings,
    },
  };
}

function closedHeader(number: number): RoastHeader {
  return {
    id: makeId('roast', hex(number)),
    revision: 1,
    origin: 'measured',
    title: `Roast ${number}`,
    machineId: null,
    configurationId: null,
    machineName: '',
    coffeeId: null,
    lotId: null,
    beans: '',
    displayUnit: 'C',
    startedWallMs: WallMs(number),
    utcOffsetS: 0,
    clockRate: 1,
    intervalS: 1,
    closeReason: 'operator',
    greenG: null,
    roastedG: null,
    roastingNotes: '',
    marks: {},
    levers: [],
    leverChanges: [],
    notes: [],
  };
}
