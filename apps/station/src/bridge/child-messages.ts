import type { ErrorCode, LeverId, MarkKind, MonoUs, Sample, WallMs } from '@artisan-ts/domain';
import type { ConnectionReport } from '@artisan-ts/runtime';

/** What the process of a driver is asked, once. It ends with the answer, or when it is told to stop. */
export interface ChildTask {
  readonly what: 'run' | 'test';
  readonly driver: string;
  readonly settings: Readonly<Record<string, unknown>>;
  /** The source's clock against the monotonic clock of this computer, which all its processes share. */
  readonly axis: {
    readonly rate: number;
    readonly systemMonoUs: MonoUs;
    readonly systemWallMs: WallMs;
    readonly sourceMonoUs: MonoUs;
    readonly sourceWallMs: WallMs;
  };
}

/** What it says. `alive` comes every second, so that a process that hangs is noticed. */
export type ChildNews =
  | { readonly news: 'ready' | 'alive' | 'connected' }
  | { readonly news: 'sample'; readonly sample: Sample }
  | { readonly news: 'mark'; readonly kind: MarkKind; readonly atUs: MonoUs }
  | {
      readonly news: 'lever';
      readonly lever: LeverId;
      readonly value: number;
      readonly atUs: MonoUs;
    }
  | { readonly news: 'report'; readonly report: ConnectionReport }
  | { readonly news: 'ended'; readonly code: ErrorCode; readonly message: string };

/** How often a driver's process says that it lives. */
export const aliveEveryMs = 1000;
