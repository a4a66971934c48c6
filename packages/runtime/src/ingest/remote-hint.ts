import type { HintMessage } from '@artisan-ts/contracts';
import type { Result } from '@artisan-ts/domain';

/** A hint of a sensor that came over the network, read or refused. */
export interface RemoteHint {
  readonly topic: string;
  readonly opened: Result<HintMessage>;
  /** The beginning of its text, for when it is set aside. */
  readonly excerpt: () => string;
}
