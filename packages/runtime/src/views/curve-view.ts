import type { CurveDto } from '@artisan-ts/contracts';
import {
  type Channel,
  type Curve,
  channelField,
  curveOf,
  type MonoUs,
  type RateOfRiseMethod,
  type RoastRecord,
  type Smoothing,
  usPerSecond,
} from '@artisan-ts/domain';
import {
  type JudgedCurve,
  judgeCurves,
  rateOfRise,
  rateOfRiseMethods,
  roastFacts,
  smoothed,
  smoothings,
} from '@artisan-ts/roast';
import { gapThresholdS } from '#roasts/assemble-record.ts';
import type { StreamRows } from '#tape/rows.ts';

/** A recorded roast on the axis of its source, with what came shortly before it. */
export interface RecordedRows {
  readonly startUs: MonoUs;
  readonly rows: readonly StreamRows[];
}

/** A curve of the record with what its readings were judged to be; all align with `timeS`. */
interface ViewedCurve extends JudgedCurve {
  readonly channel: Channel;
  /** Seconds since the start of the record. */
  readonly timeS: readonly number[];
  readonly rates: readonly (number | null)[];
}

/** How a curve is wanted. */
export interface CurveAsked {
  readonly method: RateOfRiseMethod;
  /** How BT and ET are to be drawn, beside what was read; absent: as read. */
  readonly smoothing?: Smoothing;
}

/** The curves of a roast as columns over the times of its BT; other channels show their newest value at each. */
export function curveView(
  record: RoastRecord,
  { method, smoothing = 'asRead' }: CurveAsked,
  recorded: RecordedRows | null,
): CurveDto {
  const { zeroS } = roastFacts(record);
  const axis = (curveOf(record, 'bt') ?? record.curves[0])?.timeS ?? [];
  const staleS = (id: string): number => {
    const rows = recorded?.rows.find(({ stream }) => stream.channels.some((own) => own.id === id));
    return gapThresholdS(rows?.stream ?? record);
  };
  const streams = otherAxes(record, axis, zeroS);
  const { windowS, lagS } = rateOfRiseMethods[method];
  const curves =
    recorded === null ? importedCurves(record, method) : recordedCurves(record, recorded, method);
  const rate = (id: string): (number | null)[] => {
    const curve = curves.find(({ channel }) => channel.id === id);
    if (curve === undefined) return axis.map(() => null);
    return onAxis(axis, { timeS: curve.timeS, values: curve.rates }, staleS(id));
  };
  // Over the times of BT, as the live screen draws them.
  const drawn = (id: string): (number | null)[] => {
    const curve = curves.find(({ channel }) => channel.id === id);
    if (curve === undefined) return axis.map(() => null);
    const values = onAxis(axis, curveOf(record, id) ?? { timeS: [], values: [] }, staleS(id));
    const usable = onAxis(axis, { timeS: curve.timeS, values: curve.usable }, staleS(id));
    return smoothed(axis, values, smoothing, usable);
  };
  return {
    roastId: record.id,
    timeS: axis.map((timeS) => timeS - zeroS),
    channels: Object.fromEntries(
      record.curves.map((curve) => [
        channelField(curve.channel),
        onAxis(axis, curve, staleS(curve.channel.id)),
      ]),
    ),
    ror: { method, window: windowS, lagS, btCPerMin: rate('bt'), etCPerMin: rate('et') },
    ...(smoothing !== 'asRead' && {
      smoothed: {
        method: smoothing,
        window: smoothings[smoothing].windowS,
        lagS: smoothings[smoothing].lagS,
        btC: drawn('bt'),
        etC: drawn('et'),
      },
    }),
    gaps: record.gaps.map(({ fromS, toS }) => ({ fromS: fromS - zeroS, toS: toS - zeroS })),
    ...(streams.length > 0 && { streams }),
    defects: curves.flatMap((curve) => stretchesOf(curve, zeroS)),
  };
}

/** The curves that do not stand on the axis, each group with its own times. */
function otherAxes(
  record: RoastRecord,
  axis: readonly number[],
  zeroS: number,
): NonNullable<CurveDto['streams']> {
  const groups = new Map<readonly number[], Curve[]>();
  for (const curve of record.curves) {
    if (isSame(curve.timeS, axis)) continue;
    const known = [...groups.keys()].find((timeS) => isSame(timeS, curve.timeS)) ?? curve.timeS;
    groups.set(known, [...(groups.get(known) ?? []), curve]);
  }
  return [...groups].map(([timeS, curves]) => ({
    timeS: timeS.map((atS) => atS - zeroS),
    channels: Object.fromEntries(
      curves.map(({ channel, values }) => [channelField(channel), [...values]]),
    ),
  }));
}

function isSame(one: readonly number[], other: readonly number[]): boolean {
  if (one === other) return true;
  return one.length === other.length && one.every((timeS, index) => timeS === other[index]);
}

function importedCurves(record: RoastRecord, method: RateOfRiseMethod): ViewedCurve[] {
  const judged = judgeCurves(record.curves, record.intervalS);
  return record.curves.map(({ channel, timeS }, index) => {
    const { defects, usable } = judged[index] as JudgedCurve;
    return { channel, timeS, defects, usable, rates: rateOfRise(timeS, usable, method) };
  });
}

/** On the very numbers the live rates were computed from, so that the two are the same to the last bit. */
function recordedCurves(
  record: RoastRecord,
  { startUs, rows }: RecordedRows,
  method: RateOfRiseMethod,
): ViewedCurve[] {
  return rows.flatMap(({ stream, timeUs, values, missing }) => {
    const timeS = timeUs.map((atUs) => atUs / usPerSecond);
    const within = timeUs.filter((atUs) => atUs >= startUs).length;
    const since = <Item>(items: readonly Item[]): Item[] => items.slice(items.length - within);
    const curves = stream.channels.map((channel, index) => ({
      channel,
      timeS,
      values: values[index] ?? [],
      missing: missing[index] ?? null,
    }));
    const judged = judgeCurves(curves, stream.intervalS);
    return curves.map(({ channel }, index) => {
      const { defects, usable } = judged[index] as JudgedCurve;
      return {
        channel,
        timeS: curveOf(record, channel.id)?.timeS ?? [],
        defects: since(defects),
        usable: since(usable),
        rates: since(rateOfRise(timeS, usable, method)),
      };
    });
  });
}

/** Readings in a row with the same defect, as one stretch. */
function stretchesOf(
  { channel, timeS, defects }: ViewedCurve,
  zeroS: number,
): NonNullable<CurveDto['defects']> {
  const field = channelField(channel);
  const stretches: NonNullable<CurveDto['defects']> = [];
  for (const [index, defect] of defects.entries()) {
    if (defect === null) continue;
    const atS = (timeS[index] ?? 0) - zeroS;
    const last = stretches.at(-1);
    if (last?.defect === defect && defects[index - 1] === defect) last.toS = atS;
    else stretches.push({ field, defect, fromS: atS, toS: atS });
  }
  return stretches;
}

function onAxis(
  axis: readonly number[],
  curve: Pick<Curve, 'timeS' | 'values'>,
  staleS: number,
): (number | null)[] {
  if (curve.timeS === axis) return [...curve.values];
  let index = -1;
  return axis.map((atS) => {
    while ((curve.timeS[index + 1] ?? Number.POSITIVE_INFINITY) <= atS) index += 1;
    const timeS = curve.timeS[index];
    return timeS === undefined || atS - timeS > staleS ? null : (curve.values[index] ?? null);
  });
}
