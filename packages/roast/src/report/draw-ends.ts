import type { DrawnText, ReportInk } from '#report/drawing.ts';
import type { Sheet } from '#report/sheet.ts';
import type { ChartScene } from '#scene/chart-scene.ts';
import type { SceneColumns } from '#scene/gaps.ts';
import { spreadAlong } from '#scene/place-labels.ts';

const sizePt = 7.5;

/** The names of the lines, where each ends. */
export function drawEnds(
  scene: ChartScene,
  columns: SceneColumns,
  sheet: Sheet,
): readonly DrawnText[] {
  const { plot, x } = sheet;
  const ends: { label: string; ink: ReportInk; x: number; y: number }[] = [];
  const add = (
    label: string,
    ink: ReportInk,
    values: readonly (number | null)[],
    y: (value: number) => number,
  ): void => {
    const last = values.findLastIndex((value) => value !== null);
    const value = values[last] ?? null;
    const timeS = columns.timeS[last] ?? 0;
    if (value === null) return;
    const place = Math.min(plot.y + plot.height - 3, Math.max(plot.y + 6, y(value)));
    ends.push({ label, ink, x: Math.min(x(timeS) + 4, plot.x + plot.width - 16), y: place });
  };
  const rates = (values: readonly (number | null)[]) => meantRates(scene, columns.timeS, values);
  add('ET', 'et', columns.etC, sheet.y);
  add('BT', 'bt', columns.btC, sheet.y);
  add('\u0394BT', 'bt', rates(columns.btCPerMin), sheet.yRate);
  add('\u0394ET', 'et', rates(columns.etCPerMin), sheet.yRate);
  const places = spreadAlong(
    ends.map((end) => end.y),
    9,
    { min: plot.y + 6, max: plot.y + plot.height - 3 },
  );
  return ends.map((end, i) => ({
    shape: 'text',
    x: end.x,
    y: (places[i] ?? end.y) + 2.5,
    text: end.label,
    sizePt,
    isBold: true,
    anchor: 'start',
    ink: end.ink,
    hasRim: true,
  }));
}

/** The rates where they mean something: after the turning point, up to drop, on their axis. */
export function meantRates(
  scene: ChartScene,
  timeS: readonly number[],
  rates: readonly (number | null)[],
): readonly (number | null)[] {
  const fromS = scene.rateFromS ?? Number.POSITIVE_INFINITY;
  const dropS = scene.marks.find(({ kind }) => kind === 'drop')?.timeS ?? Number.POSITIVE_INFINITY;
  return rates.map((rate, i) => {
    const atS = timeS[i] ?? 0;
    const isMeant = atS >= fromS && atS <= dropS && rate !== null && rate >= scene.rate.min;
    return isMeant ? rate : null;
  });
}
