import { channelQuantities, leverUnits } from '@artisan-ts/domain';
import { z } from 'zod';
import { connectionReportDto } from '#api/machine.ts';

/** The systems a station runs on, as far as help with a port differs. */
export const platforms = ['linux', 'macos', 'windows', 'other'] as const;

/** A serial port of the station's computer. It was looked up in the system's lists, and not opened. */
export const serialPortDto = z.object({
  path: z.string().describe('what a driver takes as its port: /dev/ttyUSB0, COM3'),
  label: z.string().describe('maker and product, as far as they are told; empty: nothing is'),
  mayOpen: z.boolean().describe('false: the system does not let this program open it'),
});
export type SerialPortDto = z.infer<typeof serialPortDto>;

export const serialPortList = z
  .object({ platform: z.enum(platforms), items: z.array(serialPortDto) })
  .meta({ id: 'SerialPorts' });
export type SerialPortList = z.infer<typeof serialPortList>;

/** A network that the station's computer stands in. */
export const localNetworkDto = z.object({
  network: z.string().describe('192.168.1.0/24'),
  own: z.string().describe("the computer's own address in it"),
  hostCount: z.int().describe('addresses that a machine can have in it'),
});
export type LocalNetworkDto = z.infer<typeof localNetworkDto>;

export const localNetworkList = z
  .object({ items: z.array(localNetworkDto) })
  .meta({ id: 'LocalNetworks' });

/** Addresses that are asked in one request: a search is many requests, so that it can be followed and ended. */
export const searchCountMax = 32;

/** The part of a network that is looked through for one port, which a person named. */
export const searchHostsBody = z.strictObject({
  network: z.string().max(60).describe('one of those that `GET /connect/networks` lists'),
  port: z.int().min(1).max(65_535),
  from: z.int().min(0).describe('the first address of the part, counted from 0'),
  count: z.int().min(1).max(searchCountMax),
});
export type SearchHostsBody = z.infer<typeof searchHostsBody>;

export const foundHosts = z
  .object({ items: z.array(z.string()).describe('addresses where something answers on that port') })
  .meta({ id: 'FoundHosts' });

/** A device that is no part of a machine yet. */
export const deviceBody = z.strictObject({
  driver: z.string().min(1).max(40),
  settings: z.record(z.string(), z.unknown()).default({}),
});
export type DeviceBody = z.infer<typeof deviceBody>;

/** A number that a device will deliver. */
export const deviceChannelDto = z.object({
  id: z.string(),
  field: z.string().describe('its name in samples, unit included: btC'),
  label: z.string(),
  quantity: z.enum(channelQuantities),
});
export type DeviceChannelDto = z.infer<typeof deviceChannelDto>;

/** What a device will deliver, told from its settings alone. */
export const deviceDto = z
  .object({
    settings: z.record(z.string(), z.unknown()).describe('with everything filled in'),
    intervalS: z.number(),
    channels: z.array(deviceChannelDto),
  })
  .meta({ id: 'Device' });
export type DeviceDto = z.infer<typeof deviceDto>;

export const deviceReportDto = connectionReportDto
  .extend({ code: z.string().nullable().describe('why it could not be reached; null: it was') })
  .meta({ id: 'DeviceReport' });
export type DeviceReportDto = z.infer<typeof deviceReportDto>;

/** One line of what a device says while somebody watches it. Nothing of it is recorded. */
export const watchLine = z.union([
  z.object({
    kind: z.literal('sample'),
    monoUs: z.int().describe('of the clock of the device'),
    channels: z.record(z.string(), z.number().nullable()).describe('by field; null: missing'),
    missing: z.record(z.string(), z.string()).describe('why, by field'),
  }),
  z.object({ kind: z.literal('ended'), code: z.string(), message: z.string() }),
]);
export type WatchLine = z.infer<typeof watchLine>;

/** The watching itself: a line of JSON for each sample. */
export const watchText = z.string();

/** What settings of Artisan hold, and the machine that could be made of them. */
export const artisanSettingsDto = z
  .object({
    machine: z
      .object({
        name: z.string(),
        driver: z.string(),
        settings: z.record(z.string(), z.union([z.string(), z.number()])),
        levers: z.array(
          z.object({
            id: z.string(),
            label: z.string(),
            unit: z.enum(leverUnits),
            min: z.number(),
            max: z.number(),
            step: z.number().positive(),
          }),
        ),
      })
      .nullable()
      .describe('null: its main device is not read here yet'),
    findings: z.array(
      z.object({
        kind: z.enum(['device', 'channel', 'lever', 'button', 'alarm', 'phases', 'other']),
        name: z.string(),
        detail: z.string(),
        isTaken: z.boolean(),
        why: z.string().describe('why it is not taken, or what is different here'),
      }),
    ),
  })
  .meta({ id: 'ArtisanSettings' });
export type ArtisanSettingsDto = z.infer<typeof artisanSettingsDto>;
