import { clipped, type Pen } from '#chart/pen.ts';

/** The reference behind the roast: tints of the same colours, quieter than anything live. */
export function drawBackground(pen: Pen): void {
  const { background } = pen.scene;
  if (!background) return;
  const { timeS, btC, etC } = background.columns;
  clipped(pen, () => {
    drawLine(pen, timeS, etC, 'et-reference', 2.2);
    drawLine(pen, timeS, btC, 'bt-reference', 3);
  });
}

function drawLine(
  pen: Pen,
  timeS: readonly number[],
  values: readonly (number | null)[],
  token: string,
  width: number,
): void {
  const { ctx, unit } = pen;
  ctx.strokeStyle = pen.style.colour(token);
  ctx.lineWidth = width * unit;
  ctx.lineJoin = 'round';
  ctx.beginPath();
  let isDown = false;
  for (let i = 0; i < timeS.length; i++) {
    const value = values[i] ?? null;
    if (value === null) {
      isDown = false;
      continue;
    }
    const x = pen.x(timeS[i] ?? 0);
    const y = pen.y(value);
    if (isDown) ctx.lineTo(x, y);
    else ctx.moveTo(x, y);
    isDown = true;
  }
  ctx.stroke();
}
