import { parseSettings, type SettingField } from '@artisan-ts/contracts';
import {
  btChannel,
  type Channel,
  DurationMs,
  etChannel,
  ok,
  type Result,
  refuse,
  type StreamSpec,
} from '@artisan-ts/domain';
import { type Clock, type DriverKind, remoteDriverName } from '@artisan-ts/runtime';
import { intervalField } from '#pace-fields.ts';

const fields: readonly SettingField[] = [
  {
    name: 'channels',
    label: 'Channels',
    help: 'What is measured, by name: bt, et, inlet, exhaust, drum, or a name of your own. Temperatures in Celsius.',
    kind: 'text',
    default: 'bt,et',
    maxLength: 400,
  },
  intervalField({ help: 'Seconds between readings that are expected.', min: 0.05 }),
];

/** More are not stored of one stream. */
const channelsMax = 16;
/** Nobody is waited for: the station hears readings by itself. */
const idleMs = DurationMs(3_600_000);

/** A machine that another device or computer reads and whose readings come over MQTT; docs/mqtt.md. */
export function mqttDriver(): DriverKind {
  return {
    name: remoteDriverName,
    label: 'Over MQTT (another device or computer)',
    origin: 'measured',
    fields,
    describe: (raw) => {
      const parsed = parseSettings(fields, raw);
      if (!parsed.ok) return parsed;
      const stream = streamOf(String(parsed.value['channels']), Number(parsed.value['intervalS']));
      if (!stream.ok) return stream;
      return ok({ settings: parsed.value, streams: [stream.value], levers: [], clockRate: 1 });
    },
    create: (_settings, clock) => ({
      reading: {
        run: (_sink, signal) => untilAborted(clock, signal),
        test: () =>
          Promise.resolve({
            ok: false,
            steps: [
              {
                name: 'listen',
                ok: false,
                detail: 'Nothing has come over MQTT yet. The device has to publish; docs/mqtt.md.',
              },
            ],
            sample: null,
          }),
      },
      control: null,
      batch: null,
    }),
  };
}

async function untilAborted(clock: Clock, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    // An aborted sleep is the expected end.
    await clock.sleep(idleMs, signal).catch(() => undefined);
  }
}

function streamOf(text: string, intervalS: number): Result<StreamSpec> {
  const ids = text.split(',').map((id) => id.trim());
  const bad = ids.find((id, at) => !/^[a-z][A-Za-z0-9]{0,30}$/.test(id) || ids.indexOf(id) !== at);
  if (bad !== undefined || ids.length > channelsMax) {
    return refuse(
      'driver.settings',
      `channels: up to ${channelsMax} different names such as bt,et,exhaust; "${bad ?? text}" does not fit`,
    );
  }
  return ok({ stream: 'main', channels: ids.map(channelOf), intervalS });
}

function channelOf(id: string): Channel {
  if (id === btChannel.id) return btChannel;
  if (id === etChannel.id) return etChannel;
  return { id, label: id, quantity: 'temperature', resolution: null };
}
