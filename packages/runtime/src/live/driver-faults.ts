import {
  ArtisanError,
  type ErrorCode,
  type MachineId,
  type MonoUs,
  usPerSecond,
  type WallMs,
} from '@artisan-ts/domain';

/** A driver that failed is told of for so long after the last time: somebody looks at the screen by then. */
const toldForUs = 600 * usPerSecond;

/** How the driver of a machine failed, though it may be reading again. */
export interface DriverFault {
  readonly code: ErrorCode;
  /** What happened, how often, what is safe and what to do. */
  readonly message: string;
  /** The first time of those that followed each other. */
  readonly sinceWallMs: WallMs;
}

interface Series {
  readonly code: ErrorCode;
  readonly reason: string;
  readonly count: number;
  readonly sinceWallMs: WallMs;
  readonly lastUs: MonoUs;
}

/**
 * Remembers which drivers failed of themselves: a process that crashed, hung or took too much memory, a defect. That is over in a
 * second, when the next one reads, and would be said nowhere.
 */
export class DriverFaults {
  readonly #series = new Map<MachineId, Series>();

  /**
   * A run of a driver ended with an error. Gives the fault when it is one of the driver itself and the first for a while; a
   * device that went away is none.
   */
  ended(
    machineId: MachineId,
    error: unknown,
    now: { readonly monoUs: MonoUs; readonly wallMs: WallMs },
  ): DriverFault | null {
    const code = error instanceof ArtisanError ? error.code : 'defect.invariant';
    if (code !== 'driver.process' && code !== 'defect.invariant') return null;
    this.look(now.monoUs);
    const known = this.#series.get(machineId);
    this.#series.set(machineId, {
      code,
      reason: reasonOf(code, error),
      count: (known?.count ?? 0) + 1,
      sinceWallMs: known?.sinceWallMs ?? now.wallMs,
      lastUs: now.monoUs,
    });
    return known === undefined ? this.of(machineId) : null;
  }

  /** null: its driver did not fail of late. */
  of(machineId: MachineId): DriverFault | null {
    const series = this.#series.get(machineId);
    if (series === undefined) return null;
    const { code, sinceWallMs } = series;
    return { code, message: words(series), sinceWallMs };
  }

  /** Forgets what is long over. Whether there was such a thing. */
  look(nowUs: MonoUs): boolean {
    const over = [...this.#series].filter(([, { lastUs }]) => nowUs - lastUs >= toldForUs);
    for (const [machineId] of over) this.#series.delete(machineId);
    return over.length > 0;
  }
}

function reasonOf(code: ErrorCode, error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const reason = code === 'driver.process' ? message : `the driver failed: ${message}`;
  return reason.charAt(0).toUpperCase() + reason.slice(1).replace(/\.$/, '');
}

function words({ reason, count }: Series): string {
  const again =
    count === 1
      ? 'It was started again by itself.'
      : `It failed ${count} times within minutes and was started again each time.`;
  return `${reason}. ${again} What was read is kept; what could not be read is missing. If it comes again, unplug the device and plug it in; the log says more.`;
}
