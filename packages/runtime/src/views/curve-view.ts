import type { CurveDto } from '@artisan-ts/contracts';
import {
  type Curve,
  channelField,
  curveOf,
  type MonoUs,
  type RoastRecord,
  usPerSecond,
} from '@artisan-ts/domain';
import {
  type RateOfRiseMethod,
  rateOfRise,
  rateOfRiseMethods,
  roastFacts,
} from '@artisan-ts/roast';
import { gapThresholdS } from '#roasts/assemble-record.ts';
import type { StreamRows } from '#tape/rows.ts';

/** A recorded roast on the axis of its source, with what came shortly before it. */
export interface RecordedRows {
  readonly startUs: MonoUs;
  readonly rows: readonly StreamRows[];
}

/** The curves of a roast as columns over the times of its BT; other channels show their newest value at each. */
export function curveView(
  record: RoastRecord,
  method: RateOfRiseMethod,
  recorded: RecordedRows | null,
): CurveDto {
  const { zeroS } = roastFacts(record);
  const axis = (curveOf(record, 'bt') ?? record.curves[0])?.timeS ?? [];
  const staleS = gapThresholdS(record);
  const { windowS, lagS } = rateOfRiseMethods[method];
  const rate = (id: string): (number | null)[] => {
    const curve = curveOf(record, id);
    if (curve === null) return axis.map(() => null);
    const values = recorded === null ? ratesOf(curve, method) : recordedRates(recorded, id, method);
    return onAxis(axis, { timeS: curve.timeS, values }, staleS);
  };
  return {
    roastId: record.id,
    timeS: axis.map((timeS) => timeS - zeroS),
    channels: Object.fromEntries(
      record.curves.map((curve) => [channelField(curve.channel), onAxis(axis, curve, staleS)]),
    ),
    ror: { method, window: windowS, lagS, btCPerMin: rate('bt'), etCPerMin: rate('et') },
    gaps: record.gaps.map(({ fromS, toS }) => ({ fromS: fromS - zeroS, toS: toS - zeroS })),
  };
}

function ratesOf(curve: Curve, method: RateOfRiseMethod): (number | null)[] {
  return rateOfRise(curve.timeS, curve.values, method);
}

/** On the very numbers the live rates were computed from, so that the two are the same to the last bit. */
function recordedRates(
  recorded: RecordedRows,
  id: string,
  method: RateOfRiseMethod,
): (number | null)[] {
  for (const rows of recorded.rows) {
    const index = rows.stream.channels.findIndex((channel) => channel.id === id);
    if (index < 0) continue;
    const timeS = rows.timeUs.map((atUs) => atUs / usPerSecond);
    const rates = rateOfRise(timeS, rows.values[index] ?? [], method);
    return rates.slice(
      rates.length - rows.timeUs.filter((atUs) => atUs >= recorded.startUs).length,
    );
  }
  return [];
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
