import { meantRates } from '#report/draw-ends.ts';
import type { DrawnPath, DrawnText } from '#report/drawing.ts';
import { drawnCircle } from '#report/drawing.ts';
import { roughWidthPt, type Sheet } from '#report/sheet.ts';
import type { ChartScene, SceneMark } from '#scene/chart-scene.ts';
import type { SceneColumns } from '#scene/gaps.ts';
import { type Box, type LabelRequest, type PlacedLabel, placeLabels } from '#scene/place-labels.ts';

const titleSizePt = 7.5;
const detailSizePt = 6.5;
const lineHeightPt = 9;
/** A point of each curve every so many points is enough to keep a label off it. */
const obstacleStepPt = 3;
const referenceKey = 'reference';
const referenceCharactersMax = 34;

/**
 * Rings on the curve with their words, and the name of the reference; clear of what is written already. A suggested mark is
 * dashed, and says so.
 */
export function drawMarks(
  scene: ChartScene,
  columns: SceneColumns,
  sheet: Sheet,
  taken: readonly DrawnText[],
): readonly (DrawnPath | DrawnText)[] {
  const labels = placed(scene, columns, sheet, taken);
  const rings = scene.marks.map((mark) =>
    drawnCircle(anchorOf(mark, sheet), 2.6, {
      fill: 'paper',
      stroke: mark.suggested ? 'unsure' : 'bt',
      widthPt: 1.2,
      ...(mark.suggested ? { dashPt: [1.2, 1.2] } : {}),
    }),
  );
  const words = labels.flatMap((label) => {
    if (label.key === referenceKey) {
      return [textOf(label, referenceName(scene), { isBold: false, line: 0 })];
    }
    const mark = scene.marks.find(({ kind }) => kind === label.key);
    return mark === undefined
      ? []
      : [
          textOf(label, mark.title, { isBold: true, line: 0 }),
          textOf(label, mark.detail, { isBold: false, line: 1 }),
        ];
  });
  return [...rings, ...words];
}

function placed(
  scene: ChartScene,
  { timeS, btC, etC, btCPerMin }: SceneColumns,
  sheet: Sheet,
  taken: readonly DrawnText[],
): readonly PlacedLabel[] {
  const { plot } = sheet;
  const reference = referenceRequest(scene, sheet);
  const marks = scene.marks.map((mark) => ({
    key: mark.kind,
    ...anchorOf(mark, sheet),
    width: Math.max(roughWidthPt(mark.title, titleSizePt), roughWidthPt(mark.detail, detailSizePt)),
    height: 2 * lineHeightPt,
    sides: mark.sides,
  }));
  const behind = scene.background?.columns;
  // Marks choose first: the name of the reference finds a place anywhere along its end.
  return placeLabels(reference ? [...marks, reference] : marks, {
    bounds: { ...plot, y: plot.y + 14, height: plot.height - 14 },
    points: [
      ...obstacles(sheet, timeS, btC),
      ...obstacles(sheet, timeS, etC),
      ...obstacles({ ...sheet, y: sheet.yRate }, timeS, meantRates(scene, timeS, btCPerMin)),
      ...(behind ? obstacles(sheet, behind.timeS, behind.btC) : []),
      ...(behind ? obstacles(sheet, behind.timeS, behind.etC) : []),
    ],
    taken: taken.map(boxOf),
    distance: 4,
  });
}

function boxOf({ x, y, text, sizePt }: DrawnText): Box {
  return { x, y: y - sizePt, width: roughWidthPt(text, sizePt), height: sizePt + 1 };
}

function referenceRequest(scene: ChartScene, sheet: Sheet): LabelRequest | null {
  const columns = scene.background?.columns;
  const last = columns?.btC.findLastIndex((value) => value !== null) ?? -1;
  const btC = columns?.btC[last] ?? null;
  if (columns === undefined || btC === null) return null;
  return {
    key: referenceKey,
    x: sheet.x(columns.timeS[last] ?? 0),
    y: sheet.y(btC),
    width: roughWidthPt(referenceName(scene), detailSizePt),
    height: lineHeightPt,
    sides: ['belowRight', 'aboveRight', 'above', 'below', 'belowLeft'],
  };
}

function referenceName({ background }: ChartScene): string {
  const title = background?.title ?? '';
  return title.length > referenceCharactersMax
    ? `${[...title].slice(0, referenceCharactersMax - 1).join('')}\u2026`
    : title;
}

function anchorOf(
  mark: SceneMark,
  { plot, x, y }: Sheet,
): { readonly x: number; readonly y: number } {
  return { x: x(mark.timeS), y: mark.btC === null ? plot.y + plot.height : y(mark.btC) };
}

function textOf(
  label: PlacedLabel,
  text: string,
  how: { readonly isBold: boolean; readonly line: 0 | 1 },
): DrawnText {
  const anchors = { left: 'start', right: 'end', center: 'middle' } as const;
  const offset = { left: 0, right: label.width, center: label.width / 2 }[label.align];
  return {
    shape: 'text',
    x: label.x + offset,
    y: label.y + 7 + how.line * lineHeightPt,
    text,
    sizePt: how.isBold ? titleSizePt : detailSizePt,
    isBold: how.isBold,
    anchor: anchors[label.align],
    ink: how.isBold ? 'ink' : 'muted',
    hasRim: true,
  };
}

function obstacles(
  { x, y }: Sheet,
  timeS: readonly number[],
  values: readonly (number | null)[],
): readonly { readonly x: number; readonly y: number }[] {
  const points: { x: number; y: number }[] = [];
  for (const [i, atS] of timeS.entries()) {
    const value = values[i] ?? null;
    if (value === null) continue;
    const point = { x: x(atS), y: y(value) };
    const last = points.at(-1);
    const isFar =
      last === undefined || Math.hypot(point.x - last.x, point.y - last.y) >= obstacleStepPt;
    if (isFar) points.push(point);
  }
  return points;
}
