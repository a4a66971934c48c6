import { ArtisanError } from '@artisan-ts/domain';
import { readArtisanSettings } from '@artisan-ts/formats';
import type { DriverKind } from '@artisan-ts/runtime';
import { describe, expect, it } from 'vitest';
import { aillioDriver } from '#aillio/driver.ts';
import { hottopDriver } from '#hottop/driver.ts';
import { kaleidoDriver } from '#kaleido/driver.ts';
import { modbusDriver } from '#modbus/driver.ts';
import { mqttTopicsDriver } from '#mqtt-topics/driver.ts';
import { mugmaDriver } from '#mugma/driver.ts';
import { s7Driver } from '#s7/driver.ts';
import { santokerDriver } from '#santoker/driver.ts';
import { tc4Driver } from '#tc4/driver.ts';
import { webSocketDriver } from '#websocket/driver.ts';

const nowhere = (): never => {
  throw new ArtisanError('driver.port-missing', 'nothing is opened');
};
const lines = { openSerial: nowhere, openTcp: nowhere, openUdp: nowhere, openWebSocket: nowhere };
const kinds: readonly DriverKind[] = [
  aillioDriver(nowhere),
  hottopDriver(nowhere),
  kaleidoDriver(lines),
  modbusDriver(lines),
  mqttTopicsDriver(nowhere),
  mugmaDriver(nowhere),
  s7Driver(nowhere),
  santokerDriver(lines),
  tc4Driver(nowhere),
  webSocketDriver(nowhere),
];

/** Settings as Artisan writes them, by the number of the main device. */
const files: Readonly<Record<number, string>> = {
  19: '[SerialPort]\ncomport=COM3\nbaudrate=115200\n[Device]\narduinoETChannel=1\narduinoBTChannel=2',
  29: '[Modbus]\nhost=192.168.5.11\ntype=3\ninput1deviceId=1\ninput1register=43\ninput1div=1\ninput1mode=C\ninput3deviceId=1\ninput3register=45\n[ExtraDev]\nextradevices=33\nextraname1=Gas\nextramathexpression1=x/100',
  53: '[SerialPort]\ncomport=/dev/ttyUSB0',
  79: '[S7]\nhost=172.30.30.50\narea=6, 6, 6\ndb_nr=3, 3, 2\nstart=116, 112, 14\ntype=1, 1, 0\nmode=1, 1, 0\ndiv=0, 0, 0\n[ExtraDev]\nextradevices=80\nextraname1={3} %\nextramathexpression1=x-1',
  99: '',
  111: '[WebSocket]\nhost=10.0.0.5\nport=80\npath=WebSocket\nchannel_nodes=beanTemp, ambientTemp\nchannel_modes=1, 1',
  134: 'santokerHost=10.10.100.254\nsantokerPort=20001',
  138: 'kaleidoHost=10.0.0.9\nkaleidoPort=80',
  164: 'mugmaHost=10.0.0.8\nmugmaPort=1504',
  201: '[MQTT]\nhost=broker.example\nchannel_nodes=data.bt, data.et, "avg(data.list[?name==\'rtd2\'].value)"\nchannel_modes=C, C, C',
};

describe('a machine made of settings of Artisan', () => {
  it.each(Object.entries(files))(
    '(device %s) is one that its driver takes, with BT',
    (id, text) => {
      const file = `[General]\nDelay=2000\n[Device]\nid=${id}\n${text}\n`;
      const settings = readArtisanSettings(new TextEncoder().encode(file));
      if (!settings.ok) throw new Error(settings.message);
      const { machine } = settings.value;
      const kind = kinds.find(({ name }) => name === machine?.driver);
      const described = kind?.describe(machine?.settings ?? {});
      if (described?.ok !== true) throw new Error(`${machine?.driver}: ${described?.message}`);
      const [stream] = described.value.streams;
      expect(stream?.intervalS).toBe(2);
      expect(stream?.channels.map((channel) => channel.id)).toContain('bt');
      const found = settings.value.findings.filter(
        ({ kind, isTaken }) => kind === 'channel' && isTaken,
      );
      expect(found.length).toBeGreaterThan(0);
      expect(stream?.channels.length).toBeGreaterThanOrEqual(found.length);
    },
  );
});
