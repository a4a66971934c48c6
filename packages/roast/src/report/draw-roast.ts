import { invariant } from '@artisan-ts/domain';
import { drawEnds, meantRates } from '#report/draw-ends.ts';
import { drawLanes, laneHeightPt } from '#report/draw-lanes.ts';
import { drawLate } from '#report/draw-late.ts';
import { drawMarks } from '#report/draw-marks.ts';
import { drawNotes } from '#report/draw-notes.ts';
import {
  type Drawing,
  type DrawnPath,
  type DrawnText,
  drawnBox,
  drawnLine,
  pathThrough,
  type ReportInk,
} from '#report/drawing.ts';
import { type Sheet, sheetOf } from '#report/sheet.ts';
import type { ChartScene } from '#scene/chart-scene.ts';
import type { SceneColumns } from '#scene/gaps.ts';
import { phaseLabels, type ScenePhase } from '#scene/phase-bands.ts';

/** Space around the plot, points: names of the axes and their labels. */
const space = { left: 34, right: 34, top: 18, bottom: 20 };

/**
 * The chart of a roast for paper, from the scene the screen draws. Weight and dash tell the lines apart without colour: BT is
 * thick, ET is dashed, the rates are thin, the reference is dotted.
 */
export function drawRoast(
  scene: ChartScene,
  columns: SceneColumns,
  size: { readonly widthPt: number; readonly heightPt: number },
): Drawing {
  const lanesPt = scene.lanes.length * laneHeightPt;
  const sheet = sheetOf(scene, {
    x: space.left,
    y: space.top,
    width: size.widthPt - space.left - space.right,
    height: size.heightPt - space.top - space.bottom - lanesPt,
  });
  invariant(sheet.plot.width > 0 && sheet.plot.height > 0, 'the chart of a report has no room');
  const ends = drawEnds(scene, columns, sheet);
  return {
    ...size,
    label: 'Bean and environment temperature and their rates of rise over roast time',
    items: [
      ...drawBands(scene, sheet),
      ...drawGaps(scene, sheet),
      ...drawAxes(scene, sheet),
      ...drawReference(scene, sheet),
      ...drawCurves(scene, columns, sheet),
      ...drawLate(scene, sheet),
      ...drawNotes(scene, sheet),
      ...ends,
      ...drawMarks(scene, columns, sheet, ends),
      ...drawLanes(scene, sheet, sheet.plot.y + sheet.plot.height + space.bottom),
    ],
  };
}

const bandInks: Readonly<Record<ScenePhase, ReportInk | null>> = {
  drying: 'drying',
  maillard: 'maillard',
  beforeCrack: null,
  development: 'development',
};

function drawBands(scene: ChartScene, { plot, x }: Sheet): readonly (DrawnPath | DrawnText)[] {
  return scene.bands.flatMap((band) => {
    const box = {
      x: x(band.fromS),
      y: plot.y,
      width: x(band.toS) - x(band.fromS),
      height: plot.height,
    };
    const ink = bandInks[band.phase];
    const edge = drawnLine(
      { x: box.x + box.width, y: plot.y },
      { x: box.x + box.width, y: plot.y + plot.height },
      { stroke: 'hairline', widthPt: 0.5 },
    );
    const name: DrawnText = {
      shape: 'text',
      x: box.x + box.width / 2,
      y: plot.y + 10,
      text: phaseLabels[band.phase],
      sizePt: 7,
      isBold: false,
      anchor: 'middle',
      ink: 'muted',
    };
    const fits = box.width > name.text.length * 4;
    return [...(ink === null ? [] : [drawnBox(box, ink)]), edge, ...(fits ? [name] : [])];
  });
}

/** Hatched, with words: colour is never the only signal. */
function drawGaps(scene: ChartScene, { plot, x }: Sheet): readonly (DrawnPath | DrawnText)[] {
  return scene.gaps.flatMap(({ fromS, toS }) => {
    const left = Math.max(plot.x, x(fromS));
    const right = Math.min(plot.x + plot.width, x(toS));
    // Before the axis begins: the lead-in may be an hour long.
    if (right <= left) return [];
    const hatches: DrawnPath[] = [];
    for (let y = plot.y; y < plot.y + plot.height; y += 5) {
      const rise = Math.min(right - left, y - plot.y);
      hatches.push(
        drawnLine(
          { x: left, y },
          { x: left + rise, y: y - rise },
          { stroke: 'muted', widthPt: 0.3 },
        ),
      );
    }
    const words: DrawnText = {
      shape: 'text',
      x: (left + right) / 2,
      y: plot.y + plot.height - 5,
      text: `no data ${Math.round(toS - fromS)} s`,
      sizePt: 6.5,
      isBold: false,
      anchor: 'middle',
      ink: 'unsure',
      hasRim: true,
    };
    return [...hatches, words];
  });
}

function drawAxes(scene: ChartScene, sheet: Sheet): readonly (DrawnPath | DrawnText)[] {
  const { plot, x, y, yRate } = sheet;
  const right = plot.x + plot.width;
  const bottom = plot.y + plot.height;
  const label = (
    text: string,
    place: { readonly x: number; readonly y: number },
    anchor: DrawnText['anchor'],
  ): DrawnText => ({
    shape: 'text',
    ...place,
    text,
    sizePt: 7,
    isBold: false,
    anchor,
    ink: 'muted',
  });
  const topRate = scene.rate.ticks.at(-1);
  return [
    ...scene.temperature.ticks.flatMap((tick) => [
      drawnLine(
        { x: plot.x, y: y(tick.at) },
        { x: right, y: y(tick.at) },
        { stroke: 'grid', widthPt: 0.5 },
      ),
      label(tick.label, { x: plot.x - 5, y: y(tick.at) + 2.5 }, 'end'),
    ]),
    ...scene.rate.ticks.map((tick) =>
      label(tick.label, { x: right + 5, y: yRate(tick.at) + 2.5 }, 'start'),
    ),
    ...scene.time.ticks.map((tick) =>
      label(tick.label, { x: x(tick.at), y: bottom + 11 }, 'middle'),
    ),
    drawnLine(
      { x: plot.x, y: bottom },
      { x: right, y: bottom },
      { stroke: 'hairline', widthPt: 0.6 },
    ),
    label(`\u00b0${scene.unit}`, { x: plot.x - 5, y: plot.y - 7 }, 'end'),
    ...(topRate
      ? [label(`\u00b0${scene.unit}/min`, { x: right + 3, y: yRate(topRate.at) - 9 }, 'start')]
      : []),
  ];
}

function drawReference(scene: ChartScene, sheet: Sheet): readonly DrawnPath[] {
  const { background } = scene;
  if (background === null) return [];
  const { timeS, btC, etC } = background.columns;
  return [
    curve(sheet, timeS, etC, sheet.y, { stroke: 'reference', widthPt: 0.8, dashPt: [1, 2] }),
    curve(sheet, timeS, btC, sheet.y, { stroke: 'reference', widthPt: 1.3, dashPt: [1.2, 2] }),
  ];
}

function drawCurves(scene: ChartScene, columns: SceneColumns, sheet: Sheet): readonly DrawnPath[] {
  const { timeS, btC, etC, btCPerMin, etCPerMin } = columns;
  const meant = (rates: readonly (number | null)[]) => meantRates(scene, timeS, rates);
  return [
    curve(sheet, timeS, meant(etCPerMin), sheet.yRate, {
      stroke: 'et',
      widthPt: 0.6,
      dashPt: [1.5, 1.5],
    }),
    curve(sheet, timeS, meant(btCPerMin), sheet.yRate, { stroke: 'bt', widthPt: 0.9 }),
    curve(sheet, timeS, etC, sheet.y, { stroke: 'et', widthPt: 1.2, dashPt: [5, 2] }),
    curve(sheet, timeS, btC, sheet.y, { stroke: 'bt', widthPt: 2 }),
  ];
}

function curve(
  { plot, x }: Sheet,
  timeS: readonly number[],
  values: readonly (number | null)[],
  y: (value: number) => number,
  how: Omit<DrawnPath, 'shape' | 'd'>,
): DrawnPath {
  const points = timeS.map((atS, i) => {
    const value = values[i] ?? null;
    const point = value === null ? null : { x: x(atS), y: y(value) };
    const isInside =
      point !== null &&
      point.x >= plot.x &&
      point.x <= plot.x + plot.width &&
      point.y >= plot.y &&
      point.y <= plot.y + plot.height;
    return isInside ? point : null;
  });
  return { shape: 'path', d: pathThrough(points), ...how };
}
