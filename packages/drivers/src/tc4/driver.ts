import { ok } from '@artisan-ts/domain';
import type { DriverKind, Transport } from '@artisan-ts/runtime';
import { settingsOrThrow } from '#settings-or-throw.ts';
import { tc4Stream } from '#tc4/channels.ts';
import { testTc4 } from '#tc4/connection-test.ts';
import { readCommand } from '#tc4/conversation.ts';
import { type Tc4Settings, tc4Fields, tc4Settings } from '#tc4/settings.ts';
import { tc4Conversation } from '#tc4/wire.ts';
import { plainLine, type SerialLine } from '#transport/serial-line.ts';
import { converse } from '#wire/converse.ts';
import { queriesOnly } from '#wire/query-transport.ts';

/**
 * TC4 and HTC boards (Arduino with aArtisan firmware), read-only. `openPort` makes the transport of a port at a
 * baud rate; nothing is opened before a device runs.
 */
export function tc4Driver(openPort: (port: string, line: SerialLine) => Transport): DriverKind {
  return {
    name: 'tc4',
    label: 'TC4 board (Arduino, serial port)',
    origin: 'measured',
    isNative: true,
    fields: tc4Fields,
    models: [{ brand: 'TC4', model: 'TC4 or HTC board', settings: {}, wire: 'serial' }],
    describe: (raw) => {
      const settings = tc4Settings(raw);
      if (!settings.ok) return settings;
      const { stored, layout, intervalS, speed } = settings.value;
      const streams = [tc4Stream(layout, intervalS)];
      return ok({ settings: stored, streams, levers: [], clockRate: speed });
    },
    create: (raw, clock) => {
      const settings = settingsOrThrow(tc4Settings(raw));
      const isTold = isTc4Query(settings);
      const transport = queriesOnly(openPort(settings.port, plainLine(settings.baud)), isTold);
      const conversation = tc4Conversation(settings);
      return {
        reading: {
          run: (sink, signal) => converse({ conversation, transport, clock, sink, signal }),
          test: (signal) => testTc4({ settings, transport, clock, signal }),
        },
        control: null,
        batch: null,
      };
    },
  };
}

/** What may be said to a board: which inputs to answer for, in which unit, how smooth, and the question itself. */
function isTc4Query({ plan }: Tc4Settings): (bytes: Uint8Array) => boolean {
  const lines = [...plan.handshake, readCommand].map((command) => `${command}\n`);
  return (bytes) => lines.includes(String.fromCharCode(...bytes));
}
