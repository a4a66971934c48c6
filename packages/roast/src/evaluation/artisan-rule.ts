import type { Break } from '#detection/break.ts';
import type { PressedStream } from '#evaluation/score.ts';

/** Thresholds of Artisan's standard sensitivity by sampling interval, C per sample. */
interface Thresholds {
  readonly d: number;
  readonly off: number;
  readonly diff: number;
}

function thresholds(kind: Break['kind'], intervalS: number): Thresholds {
  const column = intervalS >= 1 ? 0 : intervalS >= 0.5 ? 1 : 2;
  const d = { charge: [-0.67, -0.34, -0.2], drop: [-0.34, -0.2, 0] }[kind][column] ?? 0;
  const off = { charge: [0.5, 0.2, 0], drop: [0.2, 0.1, 0] }[kind][column] ?? 0;
  return { d, off, diff: column === 2 ? 20 : 0.78 };
}

/** Artisan's test of six values, oldest first. In F all thresholds but `off` are 1.8 times as large. */
function isBreak(p: readonly number[], t: Thresholds, loose: boolean, scale: number): boolean {
  const [p0 = 0, p1 = 0, p2 = 0, p3 = 0, p4 = 0, p5 = 0] = p;
  const d = t.d * scale * (loose ? 1.5 : 1);
  const d3 = p4 - p3;
  const d4 = p5 - p4;
  const pre = (p0 - p1 + (p1 - p2)) / 2;
  const post = (d3 + d4) / 2;
  if (!(d3 < d && d4 < d)) return false;
  if (Math.abs(post) > Math.min(6.4 * scale, t.off + 2.5 * scale * Math.abs(pre))) return true;
  return post < 0 && pre < 0 && -pre - post > t.diff * scale;
}

/**
 * Where Artisan itself would set charge or drop, in seconds of the stream; null when it would not. Drop is looked
 * for after the pressed charge. Source: Artisan 4.0.3, automatic CHARGE and DROP, standard sensitivity.
 */
export function artisanBreak(stream: PressedStream, kind: Break['kind']): number | null {
  const { timeS, btC, unit, intervalS } = stream;
  const scale = unit === 'F' ? 1.8 : 1;
  const value = (index: number): number | null => {
    const c = btC[index] ?? null;
    return c === null ? null : unit === 'F' ? c * 1.8 + 32 : c;
  };
  const t = thresholds(kind, intervalS);
  const chargeS = stream.chargeS ?? timeS[0] ?? 0;
  for (let i = 5; i < timeS.length; i++) {
    const c = btC[i] ?? null;
    if (c === null || c <= (kind === 'charge' ? 77 : 160)) continue;
    if (kind === 'drop' && (timeS[i] as number) - chargeS <= 420) continue;
    for (const [step, back] of [
      [1, 2],
      [2, 4],
    ] as const) {
      const values = [5, 4, 3, 2, 1, 0].map((n) => value(i - n * step));
      if (values.includes(null)) continue;
      if (isBreak(values as number[], t, step === 2, scale)) return timeS[i - back] as number;
    }
  }
  return null;
}
