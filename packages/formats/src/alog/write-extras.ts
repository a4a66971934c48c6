import { type Curve, curveOf, type RoastRecord, type TemperatureUnit } from '@artisan-ts/domain';
import { deviceCount, type ExtraCurve, maxDevices, type Side, sides } from '#alog/extra-curves.ts';
import { describeDevice, setItem, startExtraLists } from '#alog/extra-lists.ts';
import { itemsOf } from '#alog/fields.ts';
import { noReading } from '#alog/quantity.ts';
import type { OpenAlog } from '#alog/read.ts';
import { isFiniteNumber, valuesAt, writeValues } from '#alog/write-values.ts';
import type { PyDict, PyValue } from '#python/value.ts';

/** What extra curves are written to: a file has one length for all. */
interface Target {
  readonly dict: PyDict;
  readonly record: RoastRecord;
  readonly unit: TemperatureUnit;
  /** Times of the main curves. */
  readonly timeS: readonly number[];
}

type Pair = Readonly<Record<Side, Curve | null>>;

/** Writes the curves other than BT and ET as extra devices of two channels each. */
export function writeExtras(target: Target, file: OpenAlog | null): void {
  const { dict, record } = target;
  const written = new Set(['bt', 'et']);
  let devices = 0;
  if (file !== null) {
    for (const extra of file.extras) written.add(extra.curve.channel.id);
    devices = deviceCount(file.fields);
    for (let device = 0; device < Math.min(devices, maxDevices); device++) {
      rewriteDevice(target, file, device);
    }
  }
  const added = record.curves.filter((curve) => !written.has(curve.channel.id));
  // An old file gets none of the newer lists unless something stands in them.
  if (added.length > 0 || !dict.has('extratemp1')) startExtraLists(dict);
  for (let i = 0; i < added.length; i += 2) {
    const pair: Pair = { 1: added[i] ?? null, 2: added[i + 1] ?? null };
    const device = devices + i / 2;
    describeDevice(dict, device, { 1: pair[1]?.channel ?? null, 2: pair[2]?.channel ?? null });
    writePair(target, device, pair);
  }
}

/**
 * Leaves a device of the file as it was written there, unless it changed or is damaged: Artisan throws away a
 * channel that is not as long as the main curves, and Python does not read `nan`.
 */
function rewriteDevice(target: Target, file: OpenAlog, device: number): void {
  const { dict, record, timeS } = target;
  const isSound = ['extratimex', 'extratemp1', 'extratemp2'].every((key) => {
    const items = itemsOf(itemsOf(dict.get(key))?.[device]) ?? [];
    return items.length === timeS.length && items.every(isFiniteNumber);
  });
  const read = file.extras.filter((extra) => extra.device === device);
  if (isSound && read.every((extra) => isUnchanged(record, extra))) return;
  const curveAt = (side: Side): Curve | null => {
    const extra = read.find((one) => one.side === side);
    return extra === undefined ? null : curveOf(record, extra.curve.channel.id);
  };
  writePair(target, device, { 1: curveAt(1), 2: curveAt(2) });
}

function isUnchanged(record: RoastRecord, extra: ExtraCurve): boolean {
  const now = curveOf(record, extra.curve.channel.id);
  if (now === null || now.values.length !== extra.curve.values.length) return false;
  const { timeS, values } = extra.curve;
  return now.values.every((value, i) => value === values[i] && now.timeS[i] === timeS[i]);
}

function writePair({ dict, unit, timeS }: Target, device: number, pair: Pair): void {
  setItem(dict, 'extratimex', device, [...timeS], []);
  for (const side of sides) {
    const curve = pair[side];
    const values: PyValue[] =
      curve === null
        ? timeS.map(() => noReading)
        : writeValues(valuesAt(curve, timeS), { unit, quantity: curve.channel.quantity }, []);
    setItem(dict, `extratemp${side}`, device, values, []);
  }
}
