import type { ChannelTroubleDto, MachineDto } from '@artisan-ts/contracts';
import {
  channelField,
  channelValue,
  type Machine,
  type RoastId,
  type Sample,
  type Source,
  type StreamSpec,
} from '@artisan-ts/domain';
import type { ConnectionStatus } from '#source/connection-status.ts';

/** A machine as the API shows it. */
export function machineView(
  machine: Machine,
  source: Source,
  now: {
    readonly connection: ConnectionStatus;
    readonly roastId: RoastId | null;
    /** What is wrong with its channels, by channel id. */
    readonly troubles: ReadonlyMap<string, ChannelTroubleDto>;
  },
): MachineDto {
  const { configuration } = machine;
  return {
    id: machine.id,
    name: machine.name,
    origin: machine.origin,
    driver: source.driver,
    settings: { ...source.settings },
    clockRate: source.clockRate,
    configurationId: configuration.id,
    channels: source.streams.flatMap((stream) =>
      stream.channels.map((channel) => {
        const trouble = now.troubles.get(channel.id);
        return {
          id: channel.id,
          field: channelField(channel),
          label: channel.label,
          quantity: channel.quantity,
          ...(trouble !== undefined && { trouble }),
        };
      }),
    ),
    intervalS: Math.min(...source.streams.map((stream) => stream.intervalS)),
    levers: [...configuration.levers],
    connection: now.connection,
    roastId: now.roastId,
  };
}

/** A sample by field name: `btC`, `etC`; null is missing. */
export function channelsView(sample: Sample, stream: StreamSpec): Record<string, number | null> {
  return Object.fromEntries(
    stream.channels.map((channel, index) => {
      const read = channelValue(sample, index);
      return [channelField(channel), read.ok ? read.value : null];
    }),
  );
}
