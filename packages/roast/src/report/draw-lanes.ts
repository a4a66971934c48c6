import type { DrawnPath, DrawnText, ReportInk } from '#report/drawing.ts';
import { drawnLine } from '#report/drawing.ts';
import { roughWidthPt, type Sheet } from '#report/sheet.ts';
import type { ChartScene } from '#scene/chart-scene.ts';
import type { LeverLane, LeverStep } from '#scene/lever-lanes.ts';

/** Height of one lever lane, points. */
export const laneHeightPt = 22;
const valueSizePt = 6.5;

/** The lever strip under the time axis: one lane each, values written where they change. Typed values are dashed. */
export function drawLanes(
  scene: ChartScene,
  sheet: Sheet,
  topPt: number,
): readonly (DrawnPath | DrawnText)[] {
  return scene.lanes.flatMap((lane, i) => drawLane(lane, sheet, topPt + i * laneHeightPt));
}

/** The ink of a lever: the named ones have their own. */
function inkOf(lever: string): ReportInk {
  if (lever === 'burner' || lever === 'air' || lever === 'damper') return lever;
  return lever === 'drumSpeed' ? 'drum' : 'muted';
}

function drawLane(
  lane: LeverLane,
  { plot, x }: Sheet,
  topPt: number,
): readonly (DrawnPath | DrawnText)[] {
  const base = topPt + laneHeightPt - 3;
  const yOf = (step: LeverStep): number => base - 1.5 - step.level * (laneHeightPt - 13);
  const ink = inkOf(lane.lever);
  const name: DrawnText = {
    shape: 'text',
    x: plot.x - 5,
    y: base - 2,
    text: lane.label.length > 9 ? `${lane.label.slice(0, 8)}\u2026` : lane.label,
    sizePt: valueSizePt,
    isBold: true,
    anchor: 'end',
    ink,
  };
  const line = drawnLine(
    { x: plot.x, y: base },
    { x: plot.x + plot.width, y: base },
    { stroke: 'hairline', widthPt: 0.5 },
  );
  const d = lane.steps
    .map((step, i) => {
      const touches = lane.steps[i - 1]?.toS === step.fromS;
      const at = (timeS: number): string => `${round(x(timeS))} ${round(yOf(step))}`;
      return `${touches ? 'L' : 'M'}${at(step.fromS)}L${at(step.toS)}`;
    })
    .join('');
  const steps: DrawnPath = {
    shape: 'path',
    d,
    stroke: ink,
    widthPt: 1,
    ...(lane.byHand ? { dashPt: [3, 1.5] } : {}),
  };
  return [line, name, ...(d === '' ? [] : [steps]), ...valuesOf(lane, x, yOf)];
}

/** Newest first: where steps crowd, the value in force is the one to read. */
function valuesOf(
  lane: LeverLane,
  x: Sheet['x'],
  yOf: (step: LeverStep) => number,
): readonly DrawnText[] {
  const texts: DrawnText[] = [];
  let freeUntil = Number.POSITIVE_INFINITY;
  for (const step of lane.steps.toReversed()) {
    const left = x(step.fromS) + 1.5;
    const text = String(step.value);
    if (left + roughWidthPt(text, valueSizePt) > freeUntil) continue;
    texts.push({
      shape: 'text',
      x: left,
      y: yOf(step) - 2,
      text,
      sizePt: valueSizePt,
      isBold: true,
      anchor: 'start',
      ink: inkOf(lane.lever),
    });
    freeUntil = left - 2;
  }
  return texts;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
