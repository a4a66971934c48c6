import { channelForm } from '@artisan-ts/contracts';
import { ArtisanError, type Curve, type MissingReason } from '@artisan-ts/domain';
import { missingCode, missingReason, presentCode, unexplainedCode } from '#missing-code.ts';
import { packNumbers, unpackNumbers } from '#number-columns.ts';
import { readDocument, writeDocument } from '#roasts/document.ts';
import type { RoastCurveRow } from '#roasts/main-tables.ts';

const bytesPerNumber = 8;

/**
 * A curve as a row of columns, without loss: doubles bit for bit, and for each point whether it is there.
 *
 * @throws ArtisanError `defect.invariant` when the curve contradicts itself
 */
export function curveRow(roastId: string, position: number, curve: Curve): RoastCurveRow {
  const { channel, timeS, values, missing } = curve;
  const where = `roast_curve ${position} of ${roastId}`;
  if (values.length !== timeS.length || (missing !== null && missing.length !== timeS.length)) {
    throw new ArtisanError(
      'defect.invariant',
      `write ${where}: ${timeS.length} times, ${values.length} values and ` +
        `${missing?.length ?? 'no'} reasons do not align`,
    );
  }
  return {
    roast_id: roastId,
    position,
    channel: writeDocument(channelForm, channel, where),
    points: timeS.length,
    time_s: packFinite(timeS, where),
    value: packFinite(values, where),
    missing: Uint8Array.from(values, (value, index) => pointCode(value, missing, index, where)),
    has_reasons: missing === null ? 0 : 1,
  };
}

function pointCode(
  value: number | null,
  missing: Curve['missing'],
  index: number,
  where: string,
): number {
  if (missing === null) return value === null ? unexplainedCode : presentCode;
  const reason = missing[index] ?? null;
  if ((value === null) !== (reason !== null)) {
    throw new ArtisanError(
      'defect.invariant',
      `write ${where}: point ${index} has value ${value} and reason ${reason}`,
    );
  }
  return reason === null ? presentCode : missingCode(reason);
}

/** The curve of a row. @throws ArtisanError `store.corrupt` */
export function curveOfRow(row: RoastCurveRow): Curve {
  const where = `roast_curve ${row.position} of ${row.roast_id}`;
  const fits =
    row.time_s.byteLength === row.points * bytesPerNumber &&
    row.value.byteLength === row.points * bytesPerNumber &&
    row.missing.byteLength === row.points;
  if (!fits) {
    throw new ArtisanError(
      'store.corrupt',
      `read ${where} of main.db: its columns do not hold ${row.points} points`,
    );
  }
  const numbers = unpackNumbers(row.value);
  const codes = [...row.missing];
  const reason = (code: number): MissingReason | null =>
    code === presentCode ? null : missingReason(code, where);
  return {
    channel: readDocument(channelForm, row.channel, where),
    timeS: unpackNumbers(row.time_s),
    values: numbers.map((value, index) => (codes[index] === presentCode ? value : null)),
    missing: row.has_reasons === 1 ? codes.map(reason) : null,
  };
}

/** A place without a value holds zero, and its code says that it is not one. */
function packFinite(numbers: readonly (number | null)[], where: string): Uint8Array {
  const wrong = numbers.findIndex((number) => number !== null && !Number.isFinite(number));
  if (wrong === -1) return packNumbers(numbers.map((number) => number ?? 0));
  throw new ArtisanError('defect.invariant', `write ${where}: point ${wrong} is ${numbers[wrong]}`);
}
