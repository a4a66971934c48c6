import {
  type Correction,
  Grams,
  ok,
  type QualityField,
  type QualityValue,
  type QualityValues,
  qualityFields,
  qualityOf,
  type Result,
  type RoastHeader,
  refuse,
  type WallMs,
} from '@artisan-ts/domain';

/** Who corrects, when, and why. */
export interface CorrectedBy {
  readonly who: string;
  readonly why: string;
  readonly wallMs: WallMs;
}

type Header = Pick<RoastHeader, 'greenG' | 'roastedG' | 'roastingNotes' | 'quality'>;

/** The parts of a header after some values were replaced; every value that was there stays in the list of corrections. */
export function correctQuality(
  header: Header,
  changes: Partial<QualityValues>,
  by: CorrectedBy,
): Header {
  const before = qualityOf(header);
  const changed = qualityFields.filter(
    (field) => changes[field] !== undefined && !isSame(changes[field], before[field]),
  );
  const corrections = changed.map((field) => correctionOf(field, before, changes, by));
  return withValues(header, { ...before, ...pick(changes, changed) }, corrections);
}

/**
 * Takes back one correction, named by its place in the list, or the last that is in force. The correction stays in the
 * list and the taking back joins it.
 *
 * Errors: `quality.nothing-to-undo`; `request.conflict` when the value was changed again since.
 */
export function undoCorrection(
  header: Header,
  place: number | null,
  by: CorrectedBy,
): Result<Header> {
  const corrections = header.quality?.corrections ?? [];
  const at = place ?? lastInForce(corrections);
  const undone = at === null ? undefined : corrections[at];
  if (at === null || undone === undefined || !isInForce(corrections, at)) {
    return refuse('quality.nothing-to-undo', 'there is no correction that could be taken back');
  }
  const values = qualityOf(header);
  const { field, before, after } = undone;
  if (!isSame(values[field], after)) {
    return refuse(
      'request.conflict',
      `${field} was changed again since that correction: take back the later one first`,
    );
  }
  const taken: Correction = { field, before: after, after: before, undoes: at, ...by };
  return ok(withValues(header, { ...values, [field]: before }, [taken]));
}

/** Whether a correction still holds: nothing that holds itself has taken it back. */
export function isInForce(corrections: readonly Correction[], at: number): boolean {
  for (let later = corrections.length - 1; later > at; later -= 1) {
    if (corrections[later]?.undoes === at) return !isInForce(corrections, later);
  }
  return corrections[at] !== undefined;
}

/** The value a field had before anybody corrected it: what was imported, or what was entered first. Null: none. */
export function originalOf(corrections: readonly Correction[], field: QualityField): QualityValue {
  const own = corrections.filter((each) => each.field === field);
  const known = [own[0]?.before, own[0]?.after].find((value) => !isNothing(value));
  return known ?? null;
}

function lastInForce(corrections: readonly Correction[]): number | null {
  const at = corrections.findLastIndex(
    (each, index) => each.undoes === undefined && isInForce(corrections, index),
  );
  return at < 0 ? null : at;
}

function correctionOf(
  field: QualityField,
  before: QualityValues,
  changes: Partial<QualityValues>,
  by: CorrectedBy,
): Correction {
  return { field, before: before[field], after: changes[field] ?? null, ...by };
}

function withValues(
  header: Header,
  values: QualityValues,
  corrections: readonly Correction[],
): Header {
  const { greenG, roastedG, roastingNotes, ...others } = values;
  const known = Object.entries(others).filter(([, value]) => !isNothing(value));
  return {
    greenG: greenG === null ? null : Grams(greenG),
    roastedG: roastedG === null ? null : Grams(roastedG),
    roastingNotes,
    quality: {
      values: Object.fromEntries(known),
      corrections: [...(header.quality?.corrections ?? []), ...corrections],
      photos: header.quality?.photos ?? [],
    },
  };
}

function pick(
  values: Partial<QualityValues>,
  fields: readonly QualityField[],
): Partial<QualityValues> {
  return Object.fromEntries(fields.map((field) => [field, values[field]]));
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || isSame(value, []);
}

function isSame(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
