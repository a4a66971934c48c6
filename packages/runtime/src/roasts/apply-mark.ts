import type {
  Mark,
  MarkAction,
  MarkKind,
  MarkRevision,
  MarkSource,
  RoastHeader,
  WallMs,
} from '@artisan-ts/domain';

/** What is done to a mark. `timeS` is seconds since the start of the record; null leaves the mark where it is. */
export interface MarkStep {
  readonly kind: MarkKind;
  readonly action: MarkAction;
  readonly timeS: number | null;
  readonly source: MarkSource;
  readonly confidence: number;
  readonly reason: string;
  readonly wallMs: WallMs;
}

type MarkParts = Pick<RoastHeader, 'marks' | 'undoneMarks'>;

/** The marks after a step. History grows by one entry and survives an undo; the derived turning point keeps none. */
export function applyMark(header: MarkParts, step: MarkStep): MarkParts {
  const { kind, action, source, wallMs } = step;
  const { [kind]: before, ...others } = header.marks;
  const { [kind]: undone, ...otherUndone } = header.undoneMarks ?? {};
  const timeS = action === 'undo' ? null : (step.timeS ?? before?.timeS ?? null);
  const past = before?.history ?? undone ?? [];
  const entry: MarkRevision = { action, timeS, source, wallMs };
  const history = kind === 'turningPoint' ? [entry] : [...past, entry];
  if (timeS === null) {
    return { marks: others, undoneMarks: { ...otherUndone, [kind]: history } };
  }
  const mark: Mark = { kind, timeS, history, ...standing(step, before) };
  return { marks: { ...others, [kind]: mark }, undoneMarks: otherUndone };
}

/** Who says so and how surely. A confirmed suggestion keeps its author and its reason. */
function standing(
  step: MarkStep,
  before: Mark | undefined,
): Pick<Mark, 'state' | 'source' | 'confidence' | 'reason'> {
  const { source, confidence, reason } = step;
  switch (step.action) {
    case 'suggest':
      return { state: 'suggested', source, confidence, reason };
    case 'confirm':
      return {
        state: 'confirmed',
        source: before?.source ?? source,
        confidence: before?.confidence ?? confidence,
        reason: before?.reason ?? reason,
      };
    default:
      return { state: 'confirmed', source, confidence, reason };
  }
}
