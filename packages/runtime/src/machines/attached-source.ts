import type { LeverId, Source } from '@artisan-ts/domain';
import type { LiveSignals } from '#live/live-signals.ts';
import type { ConnectionStatus } from '#source/connection-status.ts';
import type { SourceRunner } from '#source/source-runner.ts';

/** One source of a machine while it is read: its connection and how its signals are. */
export interface AttachedSource {
  readonly source: Source;
  readonly runner: SourceRunner;
  readonly signals: LiveSignals;
  /** The levers that its device has itself. */
  readonly levers: readonly LeverId[];
}

/** How the machine stands: as its leading source does, and in words what is wrong with the others. */
export function machineConnection([lead, ...others]: readonly [
  AttachedSource,
  ...AttachedSource[],
]): ConnectionStatus {
  const { status } = lead.runner;
  const troubles = others.flatMap(({ source, runner }) => {
    const labels = source.streams.flatMap(({ channels }) => channels.map(({ label }) => label));
    return runner.status.state === 'connected'
      ? []
      : [`${labels.join(', ')} (${source.driver}): ${runner.status.message}`];
  });
  return troubles.length === 0
    ? status
    : { ...status, message: [status.message, ...troubles].join(' ') };
}
