import { ok } from '@artisan-ts/domain';
import type { DriverKind, Transport } from '@artisan-ts/runtime';
import { kaleidoChannels } from '#kaleido/channels.ts';
import { kaleidoQueries } from '#kaleido/frame.ts';
import { kaleidoPlan } from '#kaleido/plan.ts';
import { kaleidoFields, kaleidoSettings } from '#kaleido/settings.ts';
import { settingsOrThrow } from '#settings-or-throw.ts';
import { plainLine, type SerialLine } from '#transport/serial-line.ts';
import { pollConversation } from '#wire/poll.ts';
import { queriesOnly } from '#wire/query-transport.ts';
import { readOnlyDevice } from '#wire/read-only-device.ts';

/** The ways to a Kaleido. */
export interface KaleidoLines {
  readonly openSerial: (port: string, line: SerialLine) => Transport;
  readonly openWebSocket: (url: string) => Transport;
}

const baud = 57_600;
const sayable = Object.values(kaleidoQueries).map((query) => `${query}\n`);

/** Kaleido roasters over network or cable, read-only. */
export function kaleidoDriver({ openSerial, openWebSocket }: KaleidoLines): DriverKind {
  return {
    name: 'kaleido',
    label: 'Kaleido (network or cable)',
    origin: 'measured',
    isNative: true,
    fields: kaleidoFields,
    models: [
      {
        brand: 'Kaleido',
        model: 'Sniper, network',
        settings: { wire: 'network' },
        wire: 'network',
      },
      {
        brand: 'Kaleido',
        model: 'Sniper, USB cable',
        settings: { wire: 'serial' },
        wire: 'serial',
      },
    ],
    describe: (raw) => {
      const settings = kaleidoSettings(raw);
      if (!settings.ok) return settings;
      const { stored, intervalS, speed } = settings.value;
      const streams = [{ stream: 'main', channels: kaleidoChannels, intervalS }];
      return ok({ settings: stored, streams, levers: [], clockRate: speed });
    },
    create: (raw, clock) => {
      const settings = settingsOrThrow(kaleidoSettings(raw));
      const { kind, place } = settings.link;
      const line = kind === 'network' ? openWebSocket(place) : openSerial(place, plainLine(baud));
      return readOnlyDevice({
        conversation: pollConversation(kaleidoPlan(settings)),
        transport: queriesOnly(line, (bytes) => sayable.includes(String.fromCharCode(...bytes))),
        clock,
        channels: kaleidoChannels,
        asking: 'Say hello and read (queries only; nothing is set at the machine)',
      });
    },
  };
}
