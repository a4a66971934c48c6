import { ok } from '@artisan-ts/domain';
import type { DriverKind, Transport } from '@artisan-ts/runtime';
import { settingsOrThrow } from '#settings-or-throw.ts';
import { tc4Stream } from '#tc4/channels.ts';
import { testTc4 } from '#tc4/connection-test.ts';
import { converse } from '#tc4/converse.ts';
import { tc4Fields, tc4Settings } from '#tc4/settings.ts';

/**
 * TC4 and HTC boards (Arduino with aArtisan firmware), read-only. `openPort` makes the transport of a port at a
 * baud rate; nothing is opened before a device runs.
 */
export function tc4Driver(openPort: (port: string, baud: number) => Transport): DriverKind {
  return {
    name: 'tc4',
    label: 'TC4 board (Arduino, serial port)',
    origin: 'measured',
    fields: tc4Fields,
    describe: (raw) => {
      const settings = tc4Settings(raw);
      if (!settings.ok) return settings;
      const { stored, layout, intervalS, speed } = settings.value;
      const streams = [tc4Stream(layout, intervalS)];
      return ok({ settings: stored, streams, levers: [], clockRate: speed });
    },
    create: (raw, clock) => {
      const settings = settingsOrThrow(tc4Settings(raw));
      const transport = openPort(settings.port, settings.baud);
      return {
        reading: {
          run: (sink, signal) => converse({ settings, transport, clock, sink, signal }),
          test: (signal) => testTc4({ settings, transport, clock, signal }),
        },
        control: null,
        batch: null,
      };
    },
  };
}
