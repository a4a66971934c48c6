import { ok } from '@artisan-ts/domain';
import type { DriverKind, Transport } from '@artisan-ts/runtime';
import {
  heardMessage,
  type SantokerMemory,
  santokerChannels,
  santokerReadings,
  santokerSilence,
} from '#santoker/channels.ts';
import { type SantokerMessage, santokerFramer } from '#santoker/frame.ts';
import { santokerFields, santokerSettings } from '#santoker/settings.ts';
import { settingsOrThrow } from '#settings-or-throw.ts';
import type { NetAddress } from '#transport/address.ts';
import { plainLine, type SerialLine } from '#transport/serial-line.ts';
import { type ListenPlan, listenConversation } from '#wire/listen.ts';
import type { Stamped } from '#wire/poll.ts';
import { queriesOnly } from '#wire/query-transport.ts';
import { readOnlyDevice } from '#wire/read-only-device.ts';

/** The ways to a Santoker. */
export interface SantokerLines {
  readonly openSerial: (port: string, line: SerialLine) => Transport;
  readonly openTcp: (address: NetAddress) => Transport;
}

interface SantokerListen {
  readonly frame: { readonly message: SantokerMessage } & Stamped;
  readonly memory: SantokerMemory;
}

const baud = 115_200;

/** Santoker Q, X, Cube and R Master over WiFi or cable, read-only; their buttons become marks. */
export function santokerDriver({ openSerial, openTcp }: SantokerLines): DriverKind {
  return {
    name: 'santoker',
    label: 'Santoker (WiFi or cable)',
    origin: 'measured',
    isNative: true,
    fields: santokerFields,
    models: [
      {
        brand: 'Santoker',
        model: 'Q, X, R Master, WiFi',
        settings: { wire: 'WiFi' },
        wire: 'network',
      },
      {
        brand: 'Santoker',
        model: 'Q, X, R Master, cable',
        settings: { wire: 'serial', address: '' },
        wire: 'serial',
      },
    ],
    describe: (raw) => {
      const settings = santokerSettings(raw);
      if (!settings.ok) return settings;
      const { stored, intervalS, speed } = settings.value;
      const streams = [{ stream: 'main', channels: santokerChannels, intervalS }];
      return ok({ settings: stored, streams, levers: [], clockRate: speed });
    },
    create: (raw, clock) => {
      const { link, intervalUs } = settingsOrThrow(santokerSettings(raw));
      const line =
        link.kind === 'tcp' ? openTcp(link.address) : openSerial(link.port, plainLine(baud));
      return readOnlyDevice({
        conversation: listenConversation(santokerPlan(intervalUs)),
        transport: queriesOnly(line, () => false),
        clock,
        channels: santokerChannels,
        asking: 'Listen (nothing is sent)',
      });
    },
  };
}

function santokerPlan(intervalUs: number): ListenPlan<SantokerListen> {
  return {
    intervalUs,
    channelCount: santokerChannels.length,
    advice: 'check that the machine is on, and that no app holds its connection',
    nothing: santokerSilence,
    framer: () => santokerFramer(),
    take: (memory, { message, beganUs }) => heardMessage(memory, message, beganUs),
    readings: (memory, nowUs) => santokerReadings(memory, nowUs),
  };
}
