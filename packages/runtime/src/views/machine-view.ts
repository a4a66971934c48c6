import type { ChannelTroubleDto, MachineDto } from '@artisan-ts/contracts';
import {
  channelField,
  channelValue,
  leadIntervalS,
  type Machine,
  noSetup,
  type RoastId,
  type Sample,
  type StreamSpec,
  streamsOf,
} from '@artisan-ts/domain';
import type { AttachedSource } from '#machines/attached-source.ts';
import type { ConnectionStatus } from '#source/connection-status.ts';

/** A machine as the API shows it. */
export function machineView(
  machine: Machine,
  sources: readonly [AttachedSource, ...AttachedSource[]],
  now: {
    readonly connection: ConnectionStatus;
    readonly roastId: RoastId | null;
    /** What is wrong with its channels, by channel id. */
    readonly troubles: ReadonlyMap<string, ChannelTroubleDto>;
  },
): MachineDto {
  const { configuration } = machine;
  const [{ source: lead }] = sources;
  return {
    id: machine.id,
    name: machine.name,
    origin: machine.origin,
    driver: lead.driver,
    settings: { ...lead.settings },
    clockRate: lead.clockRate,
    configurationId: configuration.id,
    channels: streamsOf(configuration.sources).flatMap((stream) =>
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
    intervalS: leadIntervalS(configuration.sources),
    sources: sources.map(({ source, runner }) => ({
      id: source.id,
      driver: source.driver,
      settings: { ...source.settings },
      channels: source.streams.flatMap(({ channels }) => channels.map(({ id }) => id)),
      intervalS: leadIntervalS([source]),
      connection: runner.status,
    })),
    levers: [...configuration.levers],
    connection: now.connection,
    roastId: now.roastId,
    setup: machine.setup ?? noSetup,
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
