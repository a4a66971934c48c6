import type { Channel } from '#channel.ts';
import type { CoffeeId, ConfigurationId, LotId, MachineId, RoastId } from '#ids.ts';
import type { LeverChange, LeverSpec, Note } from '#lever.ts';
import type { MarkSet, UndoneMarks } from '#mark.ts';
import type { Origin } from '#origin.ts';
import type { RoastQuality } from '#quality.ts';
import type { Grams } from '#quantity/mass.ts';
import type { TemperatureUnit } from '#quantity/temperature.ts';
import type { WallMs } from '#quantity/time.ts';
import type { MissingReason } from '#reading.ts';

/** Why a roast was closed. Silence is not among them. */
export const closeReasons = [
  'coolEnd',
  'afterDrop',
  'operator',
  'nextCharge',
  'unattended',
  'imported',
] as const;
export type CloseReason = (typeof closeReasons)[number];

/**
 * One channel over time, on its own time base.
 *
 * Shape: `timeS` never decreases; `values` aligns with it and is null where nothing was read. Units: seconds since the start
 * of the record; values in the internal unit of the channel's quantity. `missing` gives the reasons where
 * they are known, and is null when none were kept (imports).
 */
export interface Curve {
  readonly channel: Channel;
  readonly timeS: readonly number[];
  readonly values: readonly (number | null)[];
  readonly missing: readonly (MissingReason | null)[] | null;
}

/** A stretch in which nothing arrived. Seconds since the start of the record. */
export interface Gap {
  readonly fromS: number;
  readonly toS: number;
}

/** Everything about a roast but its curves: what a list needs. */
export interface RoastHeader {
  readonly id: RoastId;
  /** Counts the changes; a report names the revision it was made from. */
  readonly revision: number;
  readonly origin: Origin;
  readonly title: string;
  readonly machineId: MachineId | null;
  readonly configurationId: ConfigurationId | null;
  readonly machineName: string;
  readonly coffeeId: CoffeeId | null;
  readonly lotId: LotId | null;
  /** Free text about the beans. */
  readonly beans: string;
  /** The scale in which its person read it. All stored values are Celsius. */
  readonly displayUnit: TemperatureUnit;
  /** Wall time of second 0 of the record; null when the file does not say. */
  readonly startedWallMs: WallMs | null;
  /** Seconds east of UTC where it was roasted; null when unknown. */
  readonly utcOffsetS: number | null;
  /** Speed of the clock it was recorded by: 1 for real machines. */
  readonly clockRate: number;
  /** Expected seconds between samples. */
  readonly intervalS: number;
  /** null while the roast goes on. */
  readonly closeReason: CloseReason | null;
  /** When a person deleted it. It can be restored until the station forgets what is that old. Absent: it is not deleted. */
  readonly deletedWallMs?: WallMs;
  readonly greenG: Grams | null;
  readonly roastedG: Grams | null;
  readonly roastingNotes: string;
  /** What was measured and seen of its beans, and every correction. Absent: nothing yet. */
  readonly quality?: RoastQuality;
  readonly marks: MarkSet;
  /** Histories of the marks that were taken back and are not set now. Absent: none. */
  readonly undoneMarks?: UndoneMarks;
  readonly levers: readonly LeverSpec[];
  readonly leverChanges: readonly LeverChange[];
  readonly notes: readonly Note[];
}

/** What a foreign file held that we do not interpret, kept so that it can be written back. */
export interface ForeignData {
  readonly format: 'alog';
  /** The whole file as it was read. */
  readonly text: string;
}

/** A roast, whole. */
export interface RoastRecord extends RoastHeader {
  readonly curves: readonly Curve[];
  readonly gaps: readonly Gap[];
  readonly foreign: ForeignData | null;
}

/** The curve of a channel, or null when the record has none. */
export function curveOf(record: RoastRecord, channelId: string): Curve | null {
  return record.curves.find((curve) => curve.channel.id === channelId) ?? null;
}
