import type {
  ErrorCode,
  LeverId,
  MarkKind,
  MonoUs,
  Sample,
  SensorHint,
  WallMs,
} from '@artisan-ts/domain';
import type { ConnectionReport, KeptSample } from '@artisan-ts/runtime';

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
  /** The file in which it keeps samples until they are acknowledged; null: it keeps none. */
  readonly outbox: string | null;
}

/** What it is told while it runs: to end, or that everything of a boot and stream up to a number need not be kept. */
export type ChildOrder =
  | 'stop'
  | {
      readonly acknowledged: {
        readonly boot: string;
        readonly stream: string;
        readonly seq: number;
      };
    };

/** Where a sample stands among those that are kept. */
export type ChildPlace = Omit<KeptSample, 'acknowledge'>;

/** What it says. `alive` comes every second, with the memory it holds: a process that hangs or leaks is noticed. */
export type ChildNews =
  | { readonly news: 'ready' | 'connected' }
  | { readonly news: 'alive'; readonly rssBytes: number }
  | { readonly news: 'sample'; readonly sample: Sample; readonly place?: ChildPlace }
  | { readonly news: 'mark'; readonly kind: MarkKind; readonly atUs: MonoUs }
  | { readonly news: 'hint'; readonly hint: SensorHint; readonly atUs: MonoUs }
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
