import { ok } from '@artisan-ts/domain';
import type { DriverKind, Transport } from '@artisan-ts/runtime';
import { hottopChannels, hottopReadings } from '#hottop/channels.ts';
import { type HottopStatus, hottopFramer } from '#hottop/frame.ts';
import { serialDeviceFields, serialDeviceSettings } from '#serial-settings.ts';
import { settingsOrThrow } from '#settings-or-throw.ts';
import { plainLine, type SerialLine } from '#transport/serial-line.ts';
import { type ListenPlan, listenConversation } from '#wire/listen.ts';
import type { Stamped } from '#wire/poll.ts';
import { queriesOnly } from '#wire/query-transport.ts';
import { readOnlyDevice } from '#wire/read-only-device.ts';

interface HottopListen {
  readonly frame: { readonly status: HottopStatus } & Stamped;
  readonly memory: HottopStatus | null;
}

const baud = 115_200;

/** Hottop KN-8828B-2K+, read-only: it is listened to, and never takes control. */
export function hottopDriver(openPort: (port: string, line: SerialLine) => Transport): DriverKind {
  return {
    name: 'hottop',
    label: 'Hottop KN-8828B-2K+',
    origin: 'measured',
    isNative: true,
    fields: serialDeviceFields,
    models: [{ brand: 'Hottop', model: 'KN-8828B-2K+', settings: {}, wire: 'serial' }],
    describe: (raw) => {
      const settings = serialDeviceSettings(raw);
      if (!settings.ok) return settings;
      const { stored, intervalS, speed } = settings.value;
      const streams = [{ stream: 'main', channels: hottopChannels, intervalS }];
      return ok({ settings: stored, streams, levers: [], clockRate: speed });
    },
    create: (raw, clock) => {
      const { port, intervalUs } = settingsOrThrow(serialDeviceSettings(raw));
      return readOnlyDevice({
        conversation: listenConversation(hottopPlan(intervalUs)),
        transport: queriesOnly(openPort(port, plainLine(baud)), () => false),
        clock,
        channels: hottopChannels,
        asking: 'Listen (nothing is sent)',
      });
    },
  };
}

function hottopPlan(intervalUs: number): ListenPlan<HottopListen> {
  return {
    intervalUs,
    channelCount: hottopChannels.length,
    advice: 'check that the machine is on, the cable, and that this is its port',
    nothing: null,
    framer: () => hottopFramer(),
    take: (_memory, { status }) => ({ memory: status, isReading: true, marks: [] }),
    readings: (status) => (status === null ? [] : hottopReadings(status)),
  };
}
