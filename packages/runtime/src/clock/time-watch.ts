import { usPerMs } from '@artisan-ts/domain';
import { pause } from '#clock/pause.ts';
import type { Clock } from '#ports/clock.ts';

/** What happened to time. */
export type TimeNews =
  /** The computer slept; the axis went on by so much. */
  | { readonly kind: 'slept'; readonly forMs: number }
  /** The wall clock was set by a person or a time server; no duration changes. */
  | { readonly kind: 'wall-set'; readonly byMs: number }
  /** The program did not run: a busy computer, or a sleep of which the system does not tell. */
  | { readonly kind: 'stood-still'; readonly forMs: number };

/** How often the clocks are compared, in the world's time. */
const lookEveryMs = 1000;
/** A shorter sleep or standstill is no more than a slow disk or a busy computer. */
const standstillMinMs = 2000;
/** A wall clock that is apart by less was slewed, not set. */
const wallSetMinMs = 500;
/** Crystals differ by up to 500 ppm, and time servers slew by as much again. */
const driftMax = 1e-3;

/** Compares the clocks of the computer every second and tells what they show, until aborted. */
export async function watchTime(
  clock: Clock,
  signal: AbortSignal,
  parts: {
    /** How long the computer has slept since it was started. */
    readonly sleptMs: () => number;
    readonly tell: (news: TimeNews) => void;
    /** After every look. */
    readonly looked: () => void;
  },
): Promise<void> {
  const look = () => ({
    monoMs: clock.monoUs() / usPerMs,
    wallMs: clock.wallMs(),
    sleptMs: parts.sleptMs(),
  });
  for (let before = look(); await pause(clock, lookEveryMs, signal); ) {
    const now = look();
    const passedMs = now.monoMs - before.monoMs;
    const sleptMs = now.sleptMs - before.sleptMs;
    const lateMs = passedMs - lookEveryMs - sleptMs;
    const setByMs = now.wallMs - before.wallMs - passedMs;
    if (sleptMs >= standstillMinMs) parts.tell({ kind: 'slept', forMs: sleptMs });
    else if (lateMs >= standstillMinMs) parts.tell({ kind: 'stood-still', forMs: lateMs });
    if (Math.abs(setByMs) >= wallSetMinMs + driftMax * passedMs) {
      parts.tell({ kind: 'wall-set', byMs: setByMs });
    }
    before = now;
    parts.looked();
  }
}
