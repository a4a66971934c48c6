import { btChannel, etChannel, ok } from '@artisan-ts/domain';
import type { DriverKind, Transport } from '@artisan-ts/runtime';
import { artisanPlan } from '#artisan/plan.ts';
import { artisanFields, artisanSettings } from '#artisan/settings.ts';
import { settingsOrThrow } from '#settings-or-throw.ts';
import { listenConversation } from '#wire/listen.ts';
import { queriesOnly } from '#wire/query-transport.ts';
import { readOnlyDevice } from '#wire/read-only-device.ts';

const channels = [btChannel, etChannel];

/** An Artisan that is running, followed by what it shows on its WebLCDs. Nothing is ever sent to it. */
export function artisanDriver(openWebSocket: (url: string) => Transport): DriverKind {
  return {
    name: 'artisan',
    label: 'Artisan (follow one that is running)',
    origin: 'measured',
    fields: artisanFields,
    models: [{ brand: 'Artisan', model: 'a running one, followed', settings: {}, wire: 'network' }],
    describe: (raw) => {
      const settings = artisanSettings(raw);
      if (!settings.ok) return settings;
      const { stored, intervalS, speed } = settings.value;
      const streams = [{ stream: 'main', channels, intervalS }];
      return ok({ settings: stored, streams, levers: [], clockRate: speed });
    },
    create: (raw, clock) => {
      const settings = settingsOrThrow(artisanSettings(raw));
      return readOnlyDevice({
        conversation: listenConversation(artisanPlan(settings)),
        transport: queriesOnly(openWebSocket(settings.url), () => false),
        clock,
        channels,
        asking: 'Listen (nothing is sent)',
      });
    },
  };
}
