import { type DurationMs, invariant, MonoUs, usPerMs, WallMs } from '@artisan-ts/domain';
import type { Clock } from '@artisan-ts/runtime';
import { settle } from '#time/settle.ts';
import { TimerQueue } from '#time/timer-queue.ts';

/** 2026-01-01T08:00:00Z: a fixed morning, so that labels are the same on every run. */
const startWallMsDefault = 1_767_254_400_000;

/** More timers than this at one instant are a loop that sleeps for no time: nothing would ever end. */
const timersAtOneInstantMax = 100_000;

/** A microsecond fraction below this is rounding of a scaled span, not time that was asked for. */
const roundingUs = 1e-6;

/**
 * Virtual time. It stands still until told to advance; then timers fire in the order of their due time and of
 * their making, and all promises settle between one timer and the next. The same program therefore runs
 * the same way every time, and a roast of an hour takes as long as its computing.
 */
export class SimulatedClock implements Clock {
  readonly rate = 1;
  readonly #timers = new TimerQueue();
  #nowUs: number;
  #wallOffsetMs: number;

  constructor(start: { readonly monoUs?: number; readonly wallMs?: number } = {}) {
    this.#nowUs = MonoUs(start.monoUs ?? 0);
    this.#wallOffsetMs = (start.wallMs ?? startWallMsDefault) - Math.floor(this.#nowUs / usPerMs);
  }

  monoUs(): MonoUs {
    return MonoUs(this.#nowUs);
  }

  wallMs(): WallMs {
    return WallMs(Math.floor(this.#nowUs / usPerMs) + this.#wallOffsetMs);
  }

  sleep(span: DurationMs, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const abort = (): void => {
        this.#timers.drop(timer);
        reject(signal?.reason);
      };
      const timer = this.#timers.add(this.#nowUs + wholeUs(span), () => {
        signal?.removeEventListener('abort', abort);
        resolve();
      });
      signal?.addEventListener('abort', abort, { once: true });
    });
  }

  /** A clock of its own that runs `rate` times as fast on the same virtual time, starting at 0. */
  atRate(rate: number): Clock {
    invariant(rate > 0, `a clock must run forward, got rate ${rate}`);
    const startUs = this.#nowUs;
    const startWallMs = this.wallMs();
    const monoUs = (): MonoUs => MonoUs(Math.floor((this.#nowUs - startUs) * rate + roundingUs));
    return {
      rate,
      monoUs,
      wallMs: () => WallMs(startWallMs + Math.floor(monoUs() / usPerMs)),
      sleep: (span, signal) => this.sleep((span / rate) as DurationMs, signal),
    };
  }

  /** Lets `ms` pass. Timers due at the end fire too. */
  async advance(ms: number): Promise<void> {
    const endUs = this.#nowUs + wholeUs(ms);
    await this.#fireUntil(endUs, () => false);
    this.#nowUs = endUs;
  }

  /** Lets time pass, timer by timer, until `isDone`; says whether that happened within `limitMs`. */
  async advanceUntil(isDone: () => boolean, limitMs: number): Promise<boolean> {
    const endUs = this.#nowUs + wholeUs(limitMs);
    if (await this.#fireUntil(endUs, isDone)) return true;
    this.#nowUs = endUs;
    return false;
  }

  /** Lets `ms` pass in which nothing runs: timers that fell due meanwhile fire late, when time is advanced again. */
  stall(ms: number): void {
    this.#nowUs += wholeUs(ms);
  }

  /** Moves the wall clock alone, as a suspend of the machine or a correction by a time server does. */
  jumpWall(ms: number): void {
    this.#wallOffsetMs += ms;
  }

  /** How many sleeps are going on: 0 after everything was stopped, or something leaks. */
  get sleeping(): number {
    return this.#timers.size;
  }

  async #fireUntil(endUs: number, isDone: () => boolean): Promise<boolean> {
    let firedHere = 0;
    await settle();
    while (!isDone()) {
      const next = this.#timers.peek();
      if (next === null || next.dueUs > endUs) return false;
      firedHere = next.dueUs <= this.#nowUs ? firedHere + 1 : 0;
      invariant(
        firedHere <= timersAtOneInstantMax,
        `more than ${timersAtOneInstantMax} timers fired at ${this.#nowUs} us: something sleeps for no time in a loop`,
      );
      this.#timers.take();
      this.#nowUs = Math.max(this.#nowUs, next.dueUs);
      next.fire();
      await settle();
    }
    return true;
  }
}

/** Never less than asked for: a sleeper must not wake early. */
function wholeUs(ms: number): number {
  return Math.ceil(ms * usPerMs - roundingUs);
}
