import { randomBytes } from 'node:crypto';
import { ok } from '@artisan-ts/domain';
import type { DriverKind, Transport } from '@artisan-ts/runtime';
import { phidgetConversation } from '#phidgets/conversation.ts';
import { asksOnly } from '#phidgets/frame.ts';
import { phidgetModels } from '#phidgets/models.ts';
import { phidgetFields, phidgetSettings } from '#phidgets/settings.ts';
import { settingsOrThrow } from '#settings-or-throw.ts';
import type { NetAddress } from '#transport/address.ts';
import { queriesOnly } from '#wire/query-transport.ts';
import { readOnlyDevice } from '#wire/read-only-device.ts';

const nonceBytes = 12;

/** Thermometers of Phidgets through their network server, read-only. */
export function phidgetDriver(openTcp: (address: NetAddress) => Transport): DriverKind {
  return {
    name: 'phidgets',
    label: 'Phidgets (network server)',
    origin: 'measured',
    fields: phidgetFields,
    models: phidgetModels,
    describe: (raw) => {
      const settings = phidgetSettings(raw);
      if (!settings.ok) return settings;
      const { stored, channels, intervalS, speed } = settings.value;
      const streams = [{ stream: 'main', channels, intervalS }];
      return ok({ settings: stored, streams, levers: [], clockRate: speed });
    },
    create: (raw, clock) => {
      const settings = settingsOrThrow(phidgetSettings(raw));
      const nonce = () => randomBytes(nonceBytes).toString('base64');
      return readOnlyDevice({
        conversation: phidgetConversation(settings, nonce),
        transport: queriesOnly(openTcp(settings.address), asksOnly),
        clock,
        channels: settings.channels,
        asking: 'Open the inputs as they are and listen (nothing is set)',
      });
    },
  };
}
