import { ok } from '@artisan-ts/domain';
import type { DriverKind, Transport } from '@artisan-ts/runtime';
import { s7Channels } from '#s7/channels.ts';
import { decodeQuery } from '#s7/frame.ts';
import { s7Models } from '#s7/machines.ts';
import { s7Plan } from '#s7/plan.ts';
import { s7Fields, s7Settings } from '#s7/settings.ts';
import { settingsOrThrow } from '#settings-or-throw.ts';
import type { NetAddress } from '#transport/address.ts';
import { pollConversation } from '#wire/poll.ts';
import { queriesOnly } from '#wire/query-transport.ts';
import { readOnlyDevice } from '#wire/read-only-device.ts';

/** Machines with a Siemens S7 PLC, read-only. */
export function s7Driver(openTcp: (address: NetAddress) => Transport): DriverKind {
  return {
    name: 's7',
    label: 'Siemens S7 (37 machines, and any other)',
    origin: 'measured',
    fields: s7Fields,
    models: s7Models,
    describe: (raw) => {
      const settings = s7Settings(raw);
      if (!settings.ok) return settings;
      const { stored, meaning, intervalS, speed } = settings.value;
      const streams = [{ stream: 'main', channels: s7Channels(meaning), intervalS }];
      return ok({ settings: stored, streams, levers: [], clockRate: speed });
    },
    create: (raw, clock) => {
      const { address, meaning, pace } = settingsOrThrow(s7Settings(raw));
      const transport = queriesOnly(openTcp(address), (bytes) => decodeQuery(bytes) !== null);
      const conversation = pollConversation(s7Plan(meaning, pace));
      const channels = s7Channels(meaning);
      const asking = 'Read the data blocks (queries only; nothing is written)';
      return readOnlyDevice({ conversation, transport, clock, channels, asking });
    },
  };
}
