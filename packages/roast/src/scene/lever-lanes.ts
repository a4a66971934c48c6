/** A lever as the strip under the chart draws it. */
export interface LeverLane {
  readonly lever: string;
  readonly label: string;
  /** Typed by a person, not read from the machine: drawn differently. */
  readonly byHand: boolean;
  readonly steps: readonly LeverStep[];
}

/** A value and how long it held. `level` is 0 to 1 within the range of the lever. */
export interface LeverStep {
  readonly fromS: number;
  readonly toS: number;
  readonly value: number;
  readonly level: number;
}

/** The strip stays readable: more levers are on the readouts only. */
export const leverLanesMax = 4;

/**
 * One lane per lever, in the machine's order; without steps while nothing is known of it. A value holds until the next one; what
 * was set before the axis begins holds from its left edge.
 *
 * Shape: `changes` ordered by time. Units: seconds from charge, lever units.
 */
export function leverLanes(
  levers: readonly {
    readonly id: string;
    readonly label: string;
    readonly mode: string;
    readonly min: number;
    readonly max: number;
  }[],
  changes: readonly { readonly lever: string; readonly timeS: number; readonly value: number }[],
  span: { readonly fromS: number; readonly toS: number },
): readonly LeverLane[] {
  return levers.slice(0, leverLanesMax).map((lever) => ({
    lever: lever.id,
    label: lever.label,
    byHand: lever.mode === 'logged',
    steps: stepsOf(
      changes.filter((change) => change.lever === lever.id),
      lever,
      span,
    ),
  }));
}

function stepsOf(
  changes: readonly { readonly timeS: number; readonly value: number }[],
  range: { readonly min: number; readonly max: number },
  span: { readonly fromS: number; readonly toS: number },
): readonly LeverStep[] {
  const steps: LeverStep[] = [];
  changes.forEach((change, i) => {
    const fromS = Math.max(change.timeS, span.fromS);
    const toS = Math.min(changes[i + 1]?.timeS ?? span.toS, span.toS);
    const last = steps.at(-1);
    if (toS <= fromS) return;
    if (last && last.value === change.value) {
      steps[steps.length - 1] = { ...last, toS };
      return;
    }
    steps.push({ fromS, toS, value: change.value, level: levelIn(range, change.value) });
  });
  return steps;
}

function levelIn(range: { readonly min: number; readonly max: number }, value: number): number {
  const span = range.max - range.min;
  return span > 0 ? Math.min(1, Math.max(0, (value - range.min) / span)) : 0;
}
