import {
  idHex,
  type MassUnit,
  massIn,
  type RoastHeader,
  type TemperatureUnit,
} from '@artisan-ts/domain';
import { encodeEscapedText } from '#alog/escaped-text.ts';
import { massUnit, originKey } from '#alog/head.ts';
import { writeQuality } from '#alog/quality.ts';
import type { OpenAlog } from '#alog/read.ts';
import type { PyDict } from '#python/value.ts';
import { isoFromSeconds } from '#text/calendar.ts';

/** Who writes a file. */
export interface Program {
  readonly name: string;
  readonly version: string;
}

/** Level of the format we write. From 4.2.0 on Artisan asks whether a file without its signature is genuine. */
const formatVersion = '3.4.0';

/** Keys that only their writer could vouch for: made from the content, which may have changed. */
const derivedKeys = ['signature', 'hash', 'computed'];

/** Artisan's own limits of the phases: dry start, dry end, first crack, finish. */
const standardPhases: Readonly<Record<TemperatureUnit, readonly bigint[]>> = {
  C: [150n, 150n, 200n, 230n],
  F: [300n, 300n, 390n, 450n],
};

/** Says who wrote the file, and keeps who recorded it. */
export function writeProgram(dict: PyDict, program: Program): void {
  const name = `${program.name} ${program.version}`;
  const recorder = dict.get('recording_build');
  const isOther = typeof recorder === 'string' && recorder !== '' && !recorder.includes(name);
  if (!dict.has('recording_version')) dict.set('recording_version', formatVersion);
  if (!dict.has('recording_revision')) dict.set('recording_revision', '');
  // The recorder's own build stays in front: ours may not hide who measured.
  if (isOther) dict.set('recording_build', `${recorder} (${name})`);
  else if (recorder === undefined || recorder === '') dict.set('recording_build', name);
  dict.set('version', formatVersion);
  dict.set('revision', '');
  dict.set('build', name);
  for (const key of derivedKeys) dict.delete(key);
}

/** Writes what the header holds; whatever still is as it was in the file stays as it was written there. */
export function writeHead(
  dict: PyDict,
  record: RoastHeader,
  file: OpenAlog | null,
  unit: TemperatureUnit,
): void {
  const before = file?.record;
  const texts = [
    ['title', record.title, before?.title],
    ['beans', record.beans, before?.beans],
    ['roastertype', record.machineName, before?.machineName],
    ['roastingnotes', record.roastingNotes, before?.roastingNotes],
  ] as const;
  if (file === null) {
    dict.set('mode', unit);
    dict.set(originKey, record.origin);
    dict.set('phases', [...standardPhases[unit]]);
  }
  if (!dict.has('mode')) dict.set('mode', unit);
  if (!dict.has('phases')) dict.set('phases', [...standardPhases[unit]]);
  for (const [key, now, then] of texts) {
    if (now !== then || !dict.has(key)) dict.set(key, encodeEscapedText(now));
  }
  if (record.id !== before?.id || !dict.has('roastUUID')) dict.set('roastUUID', idHex(record.id));
  if (record.intervalS !== before?.intervalS || (dict.get('samplinginterval') ?? null) === null) {
    dict.set('samplinginterval', record.intervalS);
  }
  writeStart(dict, record, before);
  writeWeight(dict, record, before);
  writeQuality(dict, record, before, unit);
}

function writeStart(dict: PyDict, record: RoastHeader, before: RoastHeader | undefined): void {
  const isSame =
    record.startedWallMs === before?.startedWallMs && record.utcOffsetS === before.utcOffsetS;
  // A file that does not know when it was recorded says nothing rather than 1970.
  if (record.startedWallMs === null || (isSame && dict.has('roastepoch'))) return;
  const epochS = Math.floor(record.startedWallMs / 1000);
  const offsetS = Math.round(record.utcOffsetS ?? 0);
  const local = isoFromSeconds(epochS + offsetS);
  dict.set('roastepoch', BigInt(epochS));
  dict.set('roasttzoffset', BigInt(-offsetS));
  dict.set('roastisodate', local.date);
  dict.set('roasttime', local.time);
  // The text of Artisan's own language would contradict them.
  dict.delete('roastdate');
}

const fileMassUnits: Readonly<Record<MassUnit, string>> = { g: 'g', kg: 'Kg', lb: 'lb', oz: 'oz' };

function writeWeight(dict: PyDict, record: RoastHeader, before: RoastHeader | undefined): void {
  const isSame = record.greenG === before?.greenG && record.roastedG === before.roastedG;
  const then = dict.get('weight');
  if (isSame && then !== undefined) return;
  const unit = (Array.isArray(then) ? massUnit(then[2]) : null) ?? 'g';
  const shown = (mass: RoastHeader['greenG']): number => (mass === null ? 0 : massIn(unit, mass));
  dict.set('weight', [shown(record.greenG), shown(record.roastedG), fileMassUnits[unit]]);
}
