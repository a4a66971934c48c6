import type { MarkBody } from '@artisan-ts/contracts';
import {
  curveOf,
  type MarkKind,
  type MonoUs,
  markLabels,
  ok,
  type Result,
  type RoastHeader,
  type RoastRecord,
  refuse,
  secondsBetween,
  type WallMs,
} from '@artisan-ts/domain';
import { applyMark } from '#roasts/apply-mark.ts';

/** What a correction needs to know of a closed roast. `startUs` is null for one that was imported. */
export interface Corrected {
  readonly record: RoastRecord;
  readonly startUs: MonoUs | null;
  readonly wallMs: WallMs;
}

/** Corrects a mark of a closed roast; what was there before stays in the mark's history. */
export function correctMark(
  body: MarkBody,
  { record, startUs, wallMs }: Corrected,
): Result<Pick<RoastHeader, 'marks' | 'undoneMarks'>> {
  const { kind, action } = body;
  if (kind === 'turningPoint') {
    return refuse('mark.derived', 'the turning point follows from BT and cannot be changed');
  }
  const before = record.marks[kind];
  if (action !== 'set' && before === undefined) {
    return refuse('mark.not-set', `cannot ${action} ${markLabels[kind]}: it is not set`);
  }
  const step = { kind, source: 'qc', confidence: 1, reason: '', wallMs } as const;
  if (action === 'undo' || action === 'confirm') {
    return ok(applyMark(record, { ...step, action, timeS: null }));
  }
  const at = placeOf(body, record, startUs);
  if (!at.ok) return at;
  const misplaced = orderFault(record, kind, at.value);
  if (misplaced !== null) return refuse('mark.order', misplaced);
  const moved = before === undefined ? 'set' : 'move';
  return ok(applyMark(record, { ...step, action: moved, timeS: at.value }));
}

/** Seconds since the start of the record: of the newest reading at or before the moment that was said. */
function placeOf(body: MarkBody, record: RoastRecord, startUs: MonoUs | null): Result<number> {
  const { at } = body;
  if (at === undefined)
    return refuse('input.invalid', 'say where the mark belongs: "at" is missing');
  if ('monoUs' in at && startUs === null) {
    return refuse('input.invalid', 'an imported roast has no machine axis: give "at" as timeS');
  }
  const times = (curveOf(record, 'bt') ?? record.curves[0])?.timeS ?? [];
  const zeroS = record.marks.charge?.timeS ?? times[0] ?? 0;
  const saidS =
    'timeS' in at
      ? zeroS + at.timeS
      : secondsBetween(startUs ?? (0 as MonoUs), at.monoUs as MonoUs);
  const readS = times.findLast((timeS) => timeS <= saidS + roundingS);
  if (readS === undefined) {
    return refuse(
      'mark.no-data',
      `nothing was read at or before that moment (${saidS.toFixed(1)} s)`,
    );
  }
  return ok(readS);
}

/** Times that were counted from charge and back again may be off by rounding, far below a sampling interval. */
const roundingS = 1e-6;

function orderFault(record: RoastRecord, kind: MarkKind, timeS: number): string | null {
  const chargeS = record.marks.charge?.timeS;
  if (kind !== 'charge') {
    if (chargeS === undefined || timeS >= chargeS) return null;
    return `${markLabels[kind]} would stand ${(chargeS - timeS).toFixed(0)} s before charge`;
  }
  for (const other of Object.values(record.marks)) {
    if (other.kind === 'charge' || other.kind === 'turningPoint' || other.timeS >= timeS) continue;
    return `charge would stand ${(timeS - other.timeS).toFixed(0)} s after ${markLabels[other.kind]}`;
  }
  return null;
}
