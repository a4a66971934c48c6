import {
  btChannel,
  type Channel,
  etChannel,
  type LeverId,
  MonoUs,
  ok,
  type Result,
  refuse,
  usPerMs,
  usPerSecond,
  WallMs,
} from '@artisan-ts/domain';
import type { Clock, ConnectionReport, SampleSink } from '@artisan-ts/runtime';
import { estimatesText, type TwinMachine, type TwinRoaster } from '@artisan-ts/twin';
import { sleepUntil } from '#pacing.ts';

/** What the probes of a twin measure, in the order of its samples. */
export const twinChannels: readonly Channel[] = [btChannel, etChannel];

/**
 * Seconds of the world. A computer that was busy for less is caught up with; of a longer stop, such as a suspend,
 * there are no samples. At the highest speed this is 1000 samples at once, a moment's work.
 */
const catchUpMaxWorldS = 10;

const msPerSecond = 1000;

/** Seconds of the machine that it goes on unseen. Somebody has emptied a drum that nobody looked at for longer. */
const unseenMaxS = 3600;

/** What a session on a simulated machine is made from. */
export interface TwinSessionParts {
  readonly machine: TwinMachine;
  readonly roaster: TwinRoaster;
  readonly clock: Clock;
  /** Where on the clock the roaster was left; absent: it begins now. */
  readonly leftAtUs?: number | undefined;
  /** Told after everything that was done to the machine; what follows, follows from that. */
  readonly done?: (atUs: number) => void;
}

/**
 * One simulated machine on a clock: the model follows the clock, a sample falls at each multiple of the interval, and
 * whatever a person does takes effect at the very moment it is done.
 */
export class TwinSession {
  readonly #machine: TwinMachine;
  readonly #roaster: TwinRoaster;
  readonly #clock: Clock;
  readonly #done: (atUs: number) => void;
  readonly #intervalUs: number;
  /** The model has been advanced to here. */
  #modelUs: number;
  #dueUs: number;
  #sink: SampleSink | null = null;

  constructor({ machine, roaster, clock, leftAtUs, done }: TwinSessionParts) {
    this.#machine = machine;
    this.#roaster = roaster;
    this.#clock = clock;
    this.#done = done ?? ((): void => undefined);
    this.#intervalUs = machine.intervalS * usPerSecond;
    const nowUs = clock.monoUs();
    this.#modelUs = Math.min(leftAtUs ?? nowUs, nowUs);
    this.#dueUs = nowUs;
    this.#goOnUnseen(nowUs);
  }

  async run(sink: SampleSink, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    this.#skipStop();
    this.#sink = sink;
    sink.connected();
    this.#tellLevers();
    try {
      while (await sleepUntil(this.#clock, this.#dueUs, signal)) this.#catchUp();
    } finally {
      this.#sink = null;
    }
  }

  /** Lets a person do something to the machine, now. */
  act(deed: (roaster: TwinRoaster) => void): void {
    this.#catchUp();
    deed(this.#roaster);
    this.#done(this.#modelUs);
  }

  /** @returns the value in force, or a refusal `lever.unknown`, `lever.out-of-range`, `driver.refused` */
  setLever(lever: LeverId, value: number): Result<number> {
    const spec = this.#machine.levers.find(({ id }) => id === lever);
    if (spec === undefined) {
      const known = this.#machine.levers.map(({ id }) => id).join(', ');
      return refuse(
        'lever.unknown',
        `${this.#machine.label} has no lever "${lever}", only ${known}`,
      );
    }
    if (!(value >= spec.min && value <= spec.max)) {
      const range = `${spec.min} to ${spec.max} ${spec.unit}`;
      return refuse('lever.out-of-range', `${spec.label} takes ${range}, got ${value}`);
    }
    this.#catchUp();
    if (this.#roaster.isUnapproved) {
      const stands = `${spec.label} stays at ${this.#roaster.leverValue(lever)} ${spec.unit}`;
      return refuse(
        'driver.refused',
        `the machine asked for an approval and nobody gave it: ${stands}`,
      );
    }
    const inForce = this.#roaster.setLever(spec.id, value);
    this.#done(this.#modelUs);
    return ok(inForce);
  }

  report(): ConnectionReport {
    const { phase, roasted } = this.#roaster;
    const beans = roasted === null ? '' : ` The latest beans: ${estimatesText(roasted)}`;
    const detail = `${this.#machine.label}, ${phase}. Nothing was sent.${beans}`;
    return { ok: true, steps: [{ name: 'Find the machine', ok: true, detail }], sample: null };
  }

  /** Where the levers stand, so that a screen that has just connected shows the truth. */
  #tellLevers(): void {
    for (const { id } of this.#machine.levers) {
      this.#sink?.lever(id, this.#roaster.leverValue(id), MonoUs(this.#modelUs));
    }
  }

  /** Brings the model to the present and hands over every sample that fell due on the way. */
  #catchUp(): void {
    this.#skipStop();
    const nowUs = this.#clock.monoUs();
    while (this.#dueUs <= nowUs) {
      this.#advanceTo(this.#dueUs);
      this.#deliver(nowUs);
      this.#dueUs += this.#intervalUs;
    }
    this.#advanceTo(nowUs);
  }

  #advanceTo(atUs: number): void {
    if (atUs > this.#modelUs) this.#roaster.advance((atUs - this.#modelUs) / usPerSecond);
    this.#modelUs = Math.max(this.#modelUs, atUs);
  }

  #deliver(nowUs: MonoUs): void {
    const { btC, etC, copies, aheadS } = this.#roaster.receive();
    const agoMs = Math.round((nowUs - this.#dueUs) / usPerMs);
    const wallMs = this.#clock.wallMs() - agoMs + aheadS * msPerSecond;
    for (let copy = 0; copy < copies; copy += 1) {
      this.#sink?.sample({
        stream: 'main',
        monoUs: MonoUs(this.#dueUs + copy * usPerMs),
        wallMs: WallMs(wallMs),
        values: [btC, etC],
        missing: [btC === null ? 'no-reply' : null, etC === null ? 'open-circuit' : null],
      });
    }
  }

  /** After a stop that is too long to catch up with, samples go on from now: the gap is a gap. */
  #skipStop(): void {
    const nowUs = this.#clock.monoUs();
    if (nowUs - this.#modelUs > catchUpMaxWorldS * this.#clock.rate * usPerSecond)
      this.#goOnUnseen(nowUs);
  }

  /** A machine does not stand still because nobody reads it. */
  #goOnUnseen(nowUs: number): void {
    const unseenS = (nowUs - this.#modelUs) / usPerSecond;
    this.#roaster.advance(Math.min(unseenS, unseenMaxS));
    if (unseenS > unseenMaxS) this.#roaster.rest();
    this.#modelUs = nowUs;
    this.#dueUs = nowUs;
  }
}
