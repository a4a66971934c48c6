import { type Drawing, pathThrough } from '#report/drawing.ts';

const size = { widthPt: 58, heightPt: 18 };

/** A roast's own curve, small: BT, evenly spaced. */
export function drawThumbnail(btC: readonly (number | null)[]): Drawing {
  const known = btC.filter((value) => value !== null);
  const min = Math.min(...known);
  const span = Math.max(1, Math.max(...known) - min);
  const points = btC.map((value, i) =>
    value === null
      ? null
      : {
          x: 1 + (i / Math.max(1, btC.length - 1)) * (size.widthPt - 2),
          y: size.heightPt - 2 - ((value - min) / span) * (size.heightPt - 4),
        },
  );
  return {
    ...size,
    label: 'Bean temperature over time',
    items: [{ shape: 'path', d: pathThrough(points), stroke: 'bt', widthPt: 1 }],
  };
}
