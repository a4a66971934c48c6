import { ok } from '@artisan-ts/domain';
import type { DriverKind, Transport } from '@artisan-ts/runtime';
import { r1Columns, r2Columns } from '#aillio/channels.ts';
import { r1Queries } from '#aillio/frame.ts';
import { r1Plan, r2Plan } from '#aillio/plan.ts';
import { type BulletSettings, bulletFields, bulletSettings } from '#aillio/settings.ts';
import { settingsOrThrow } from '#settings-or-throw.ts';
import type { UsbAddress } from '#transport/usb-address.ts';
import { listenConversation } from '#wire/listen.ts';
import { pollConversation } from '#wire/poll.ts';
import { queriesOnly } from '#wire/query-transport.ts';
import { readOnlyDevice } from '#wire/read-only-device.ts';

/** Aillio Bullet R1 and R2 over USB, read-only. */
export function aillioDriver(openUsb: (address: UsbAddress) => Transport): DriverKind {
  return {
    name: 'aillio',
    label: 'Aillio Bullet (USB)',
    origin: 'measured',
    isNative: true,
    fields: bulletFields,
    models: [
      { brand: 'Aillio', model: 'Bullet R1', settings: { model: 'R1' } },
      { brand: 'Aillio', model: 'Bullet R1, IBTS as BT', settings: { model: 'R1', bt: 'IBTS' } },
      { brand: 'Aillio', model: 'Bullet R2', settings: { model: 'R2' } },
    ],
    describe: (raw) => {
      const settings = bulletSettings(raw);
      if (!settings.ok) return settings;
      const { stored, intervalS, speed } = settings.value;
      const channels = channelsOf(settings.value);
      const streams = [{ stream: 'main', channels, intervalS }];
      return ok({ settings: stored, streams, levers: [], clockRate: speed });
    },
    create: (raw, clock) => {
      const settings = settingsOrThrow(bulletSettings(raw));
      const channels = channelsOf(settings);
      const line = openUsb(settings.address);
      if (settings.model === 'R2') {
        return readOnlyDevice({
          conversation: listenConversation(r2Plan(settings)),
          transport: queriesOnly(line, () => false),
          clock,
          channels,
          asking: 'Listen (nothing is sent)',
        });
      }
      return readOnlyDevice({
        conversation: pollConversation(r1Plan(settings)),
        transport: queriesOnly(line, isR1Query),
        clock,
        channels,
        asking: 'Ask for its two statuses (queries only)',
      });
    },
  };
}

function channelsOf({ model, bt }: BulletSettings) {
  const columns = model === 'R2' ? r2Columns(bt) : r1Columns(bt);
  return columns.map(({ channel }) => channel);
}

/** To the byte: with two more, `30 01` presses a button of the machine. */
function isR1Query(bytes: Uint8Array): boolean {
  return Object.values(r1Queries).some(
    (query) => query.length === bytes.length && query.every((byte, at) => byte === bytes[at]),
  );
}
