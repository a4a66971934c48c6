import { ok } from '@artisan-ts/domain';
import type { DriverKind, Transport } from '@artisan-ts/runtime';
import { settingsOrThrow } from '#settings-or-throw.ts';
import { isQuestion } from '#websocket/frame.ts';
import { webSocketModels } from '#websocket/models.ts';
import { webSocketPlan } from '#websocket/plan.ts';
import { webSocketFields, webSocketSettings } from '#websocket/settings.ts';
import { pollConversation } from '#wire/poll.ts';
import { queriesOnly } from '#wire/query-transport.ts';
import { readOnlyDevice } from '#wire/read-only-device.ts';

/** Machines that speak Artisan's WebSocket protocol, read-only; their buttons become marks. */
export function webSocketDriver(openWebSocket: (url: string) => Transport): DriverKind {
  return {
    name: 'websocket',
    label: 'WebSocket (machines that speak to Artisan)',
    origin: 'measured',
    fields: webSocketFields,
    models: webSocketModels,
    describe: (raw) => {
      const settings = webSocketSettings(raw);
      if (!settings.ok) return settings;
      const { stored, channels, intervalS, speed } = settings.value;
      const streams = [{ stream: 'main', channels, intervalS }];
      return ok({ settings: stored, streams, levers: [], clockRate: speed });
    },
    create: (raw, clock) => {
      const settings = settingsOrThrow(webSocketSettings(raw));
      const { url, command, machineId, channels } = settings;
      const transport = queriesOnly(openWebSocket(url), (bytes) => {
        const text = new TextDecoder().decode(bytes);
        return text.endsWith('\n') && isQuestion(text.slice(0, -1), command, machineId);
      });
      const conversation = pollConversation(webSocketPlan(settings));
      const asking = `Ask ${command} (a query; nothing else is sent)`;
      return readOnlyDevice({ conversation, transport, clock, channels, asking });
    },
  };
}
