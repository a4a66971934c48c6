import { parseSettings, type SettingField, type Settings } from '@artisan-ts/contracts';
import { ok, type Result, refuse } from '@artisan-ts/domain';
import type { DriverKind, Transport } from '@artisan-ts/runtime';
import { mugmaChannels, mugmaReadings } from '#mugma/channels.ts';
import { parseMugmaLine } from '#mugma/frame.ts';
import { clockRateField, intervalField, type PaceSettings, paceOf } from '#pace-fields.ts';
import { settingsOrThrow } from '#settings-or-throw.ts';
import { type NetAddress, parseAddress } from '#transport/address.ts';
import { LineFramer, type TextLine } from '#wire/line-framer.ts';
import { type ListenPlan, listenConversation } from '#wire/listen.ts';
import { queriesOnly } from '#wire/query-transport.ts';
import { readOnlyDevice } from '#wire/read-only-device.ts';

const port = 1504;
const lineBytesMax = 512;

const fields: readonly SettingField[] = [
  {
    name: 'address',
    label: 'Address',
    help: 'Of the machine in the network, such as 192.168.1.50.',
    kind: 'text',
    finds: { tcpPort: port },
    maxLength: 256,
  },
  intervalField({ help: 'Seconds between readings. A machine that speaks oftener is thinned.' }),
  clockRateField,
];

interface MugmaSettings extends PaceSettings {
  readonly address: NetAddress;
  readonly stored: Settings;
}

function mugmaSettings(raw: Readonly<Record<string, unknown>>): Result<MugmaSettings> {
  const parsed = parseSettings(fields, raw);
  if (!parsed.ok) return parsed;
  const stored = parsed.value;
  const said = String(stored['address']);
  const address = parseAddress(said, port);
  if (address === null) {
    return refuse('driver.settings', `address: wants one such as 192.168.1.50, got "${said}"`);
  }
  return ok({ address, ...paceOf(stored), stored });
}

/** Mugma 1000 and 2000, read-only: they tell their values line by line, and nothing is ever sent to them. */
export function mugmaDriver(openTcp: (address: NetAddress) => Transport): DriverKind {
  return {
    name: 'mugma',
    label: 'Mugma',
    origin: 'measured',
    fields,
    models: ['1000', '2000'].map((model) => {
      return { brand: 'Mugma', model, settings: {}, wire: 'network' as const };
    }),
    describe: (raw) => {
      const settings = mugmaSettings(raw);
      if (!settings.ok) return settings;
      const { stored, intervalS, speed } = settings.value;
      const streams = [{ stream: 'main', channels: mugmaChannels, intervalS }];
      return ok({ settings: stored, streams, levers: [], clockRate: speed });
    },
    create: (raw, clock) => {
      const { address, intervalUs } = settingsOrThrow(mugmaSettings(raw));
      return readOnlyDevice({
        conversation: listenConversation(mugmaPlan(intervalUs)),
        transport: queriesOnly(openTcp(address), () => false),
        clock,
        channels: mugmaChannels,
        asking: 'Listen (nothing is sent)',
      });
    },
  };
}

interface MugmaListen {
  readonly frame: TextLine;
  readonly memory: readonly string[];
}

function mugmaPlan(intervalUs: number): ListenPlan<MugmaListen> {
  return {
    intervalUs,
    channelCount: mugmaChannels.length,
    advice: 'check that the machine is on, in the same network, and that this is its address',
    nothing: [],
    framer: () => new LineFramer(lineBytesMax),
    take: (_memory, { text }) => {
      const said = parseMugmaLine(text);
      return said && { memory: said, isReading: true, marks: [] };
    },
    readings: (said) => mugmaReadings(said),
  };
}
