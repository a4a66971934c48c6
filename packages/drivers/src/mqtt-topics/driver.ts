import { ok } from '@artisan-ts/domain';
import type { Clock, DriverKind, Transport } from '@artisan-ts/runtime';
import {
  heardTopic,
  type TopicMeaning,
  type TopicMemory,
  topicSilence,
} from '#mqtt-topics/channels.ts';
import { parseTopicMessage, topicFramer } from '#mqtt-topics/frame.ts';
import { topicModels } from '#mqtt-topics/models.ts';
import { topicFields, topicSettings } from '#mqtt-topics/settings.ts';
import { settingsOrThrow } from '#settings-or-throw.ts';
import type { MqttAddress } from '#transport/mqtt.ts';
import { freshReadings } from '#wire/last-values.ts';
import type { TextLine } from '#wire/line-framer.ts';
import { type ListenPlan, listenConversation } from '#wire/listen.ts';
import { queriesOnly } from '#wire/query-transport.ts';
import { readOnlyDevice } from '#wire/read-only-device.ts';

interface TopicListen {
  readonly frame: TextLine;
  readonly memory: TopicMemory;
}

/** Any device that publishes its values over MQTT in JSON, read-only: it is subscribed to, and nothing is published. */
export function mqttTopicsDriver(openMqtt: (address: MqttAddress) => Transport): DriverKind {
  return {
    name: 'mqtt-topics',
    label: 'MQTT topics (a device that publishes its values)',
    origin: 'measured',
    fields: topicFields,
    models: topicModels,
    describe: (raw) => {
      const settings = topicSettings(raw);
      if (!settings.ok) return settings;
      const { stored, channels, intervalS, speed } = settings.value;
      const streams = [{ stream: 'main', channels, intervalS }];
      return ok({ settings: stored, streams, levers: [], clockRate: speed });
    },
    create: (raw, clock) => {
      const { address, meaning, channels, intervalUs } = settingsOrThrow(topicSettings(raw));
      return readOnlyDevice({
        conversation: listenConversation(topicPlan(meaning, intervalUs, clock)),
        transport: queriesOnly(openMqtt(address), () => false),
        clock,
        channels,
        asking: `Subscribe to ${address.filters.join(', ')} and listen (nothing is published)`,
      });
    },
  };
}

function topicPlan(
  meaning: TopicMeaning,
  intervalUs: number,
  clock: Clock,
): ListenPlan<TopicListen> {
  return {
    intervalUs,
    channelCount: meaning.entries.length,
    advice:
      'check that the device publishes under these topics now (what the broker only kept says nothing of now), and where its numbers stand',
    nothing: topicSilence(meaning),
    framer: () => topicFramer(),
    take: (memory, { text, beganUs }) => {
      const message = parseTopicMessage(text);
      if (message === null) return null;
      return heardTopic(meaning, memory, message, { atUs: beganUs, wallMs: clock.wallMs() });
    },
    readings: ({ values }, nowUs) => freshReadings(values, nowUs, meaning.freshUs),
  };
}
