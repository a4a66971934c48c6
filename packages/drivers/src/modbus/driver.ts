import { ok } from '@artisan-ts/domain';
import type { DriverKind, Transport } from '@artisan-ts/runtime';
import { modbusChannels } from '#modbus/channels.ts';
import { isQuery } from '#modbus/frame.ts';
import { modbusModels } from '#modbus/machines.ts';
import { modbusPlan } from '#modbus/plan.ts';
import { type ModbusLink, modbusFields, modbusSettings } from '#modbus/settings.ts';
import { settingsOrThrow } from '#settings-or-throw.ts';
import type { NetAddress } from '#transport/address.ts';
import type { SerialLine } from '#transport/serial-line.ts';
import { pollConversation } from '#wire/poll.ts';
import { queriesOnly } from '#wire/query-transport.ts';
import { readOnlyDevice } from '#wire/read-only-device.ts';

/** The lines that Modbus machines are on. */
export interface ModbusLines {
  readonly openSerial: (port: string, line: SerialLine) => Transport;
  readonly openTcp: (address: NetAddress) => Transport;
  readonly openUdp: (address: NetAddress) => Transport;
}

/** Machines and controllers that speak Modbus (TCP, UDP, RTU, ASCII), read-only. */
export function modbusDriver(lines: ModbusLines): DriverKind {
  return {
    name: 'modbus',
    label: 'Modbus (164 machines, and any other)',
    origin: 'measured',
    isNative: true,
    fields: modbusFields,
    models: modbusModels,
    describe: (raw) => {
      const settings = modbusSettings(raw);
      if (!settings.ok) return settings;
      const { stored, meaning, intervalS, speed } = settings.value;
      const streams = [{ stream: 'main', channels: modbusChannels(meaning), intervalS }];
      return ok({ settings: stored, streams, levers: [], clockRate: speed });
    },
    create: (raw, clock) => {
      const { link, meaning, pace } = settingsOrThrow(modbusSettings(raw));
      const transport = queriesOnly(openLink(lines, link), (bytes) => isQuery(pace.wire, bytes));
      const conversation = pollConversation(modbusPlan(meaning, pace));
      const channels = modbusChannels(meaning);
      const asking = 'Read the registers (queries only; nothing is written)';
      return readOnlyDevice({ conversation, transport, clock, channels, asking });
    },
  };
}

function openLink(lines: ModbusLines, link: ModbusLink): Transport {
  switch (link.kind) {
    case 'serial':
      return lines.openSerial(link.port, link.line);
    case 'tcp':
      return lines.openTcp(link.address);
    case 'udp':
      return lines.openUdp(link.address);
  }
}
