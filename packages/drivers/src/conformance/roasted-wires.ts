import { Celsius, temperatureIn } from '@artisan-ts/domain';
import { aillioDriver } from '#aillio/driver.ts';
import { R1Simulator, r2Simulator } from '#aillio/simulator.ts';
import { artisanDriver } from '#artisan/driver.ts';
import { ArtisanSimulator } from '#artisan/simulator.ts';
import { holding, type RoastedWire } from '#conformance/describe-roast.ts';
import { hottopDriver } from '#hottop/driver.ts';
import { hottopSimulator } from '#hottop/simulator.ts';
import { kaleidoDriver } from '#kaleido/driver.ts';
import { KaleidoSimulator } from '#kaleido/simulator.ts';
import { lineDriver } from '#line/driver.ts';
import { lineSimulator } from '#line/simulator.ts';
import { modbusDriver } from '#modbus/driver.ts';
import { modbusSettings } from '#modbus/settings.ts';
import { SimulatedMemory, setByMap } from '#modbus/simulated-memory.ts';
import { ModbusSimulator } from '#modbus/simulator.ts';
import { mqttTopicsDriver } from '#mqtt-topics/driver.ts';
import { TopicSimulator } from '#mqtt-topics/simulator.ts';
import { phidgetDriver } from '#phidgets/driver.ts';
import { PhidgetSimulator } from '#phidgets/simulator.ts';
import { s7Driver } from '#s7/driver.ts';
import { s7Settings } from '#s7/settings.ts';
import { S7Simulator, SimulatedBlocks, setBlocks } from '#s7/simulator.ts';
import { santokerDriver } from '#santoker/driver.ts';
import { SantokerSimulator } from '#santoker/simulator.ts';
import { settingsOrThrow } from '#settings-or-throw.ts';
import { webSocketDriver } from '#websocket/driver.ts';
import { WebSocketSimulator } from '#websocket/simulator.ts';

const modbusSaid = {
  wire: 'RTU',
  address: 'COM3',
  channels: 'BT=1:0 s16/10 C; ET=1:1 s16/10 C',
};
const s7Said = { machine: 'Giesen W15A', channels: 'BT=DB3.116 REAL C; ET=DB3.112 REAL C' };
const second = 1000;

/** Every driver of a device on a line, with a simulator that roasts. */
export const roastedWires: readonly RoastedWire[] = [
  {
    name: 'Modbus RTU',
    settings: modbusSaid,
    halfStepC: 0.05 + 1e-9,
    kind: (transport) => {
      const open = () => transport;
      return modbusDriver({ openSerial: open, openTcp: open, openUdp: open });
    },
    simulate: (connection, clock, next) => {
      const memory = new SimulatedMemory();
      const { meaning } = settingsOrThrow(modbusSettings(modbusSaid));
      setByMap(memory, meaning, [0, 0]);
      const onAsked = () => setByMap(memory, meaning, next() ?? []);
      new ModbusSimulator({ wire: 'RTU', connection, clock, memory, onAsked });
    },
  },
  {
    name: 'a Giesen over S7',
    settings: s7Said,
    halfStepC: 1e-4,
    kind: (transport) => s7Driver(() => transport),
    simulate: (connection, clock, next) => {
      const blocks = new SimulatedBlocks();
      const { meaning } = settingsOrThrow(s7Settings(s7Said));
      setBlocks(blocks, meaning, [0, 0]);
      const onRead = () => setBlocks(blocks, meaning, next() ?? []);
      new S7Simulator({ connection, clock, blocks, onRead });
    },
  },
  {
    name: 'a WebSocket',
    settings: { url: 'ws://10.0.0.5/WebSocket' },
    halfStepC: 1e-9,
    kind: (transport) => webSocketDriver(() => transport),
    simulate: (connection, clock, next) => {
      const onAsked = () => {
        const [BT, ET] = next() ?? [];
        return { BT, ET };
      };
      new WebSocketSimulator({ connection, clock, onAsked });
    },
  },
  {
    name: 'MQTT topics',
    settings: { broker: 'mqtt://10.0.0.7', topic: 'roaster/+', channels: 'BT=bt F; ET=et F' },
    halfStepC: 0.005 / 1.8 + 1e-9,
    kind: (transport) => mqttTopicsDriver(() => transport),
    simulate: (connection, clock, next) => {
      const held = holding(next);
      const messages = () => {
        const now = held();
        if (now === null) return null;
        const inF = (valueC: number) => Number(temperatureIn('F', Celsius(valueC)).toFixed(2));
        const payload = JSON.stringify({ bt: inF(now.btC), et: inF(now.etC) });
        return [{ topic: 'roaster/1', isRetained: false, payload }];
      };
      new TopicSimulator({ connection, clock, intervalMs: second, next: messages });
    },
  },
  {
    name: 'a Kaleido',
    settings: { address: '10.0.0.6', unit: 'F' },
    halfStepC: 0.05 / 1.8 + 1e-9,
    kind: (transport) => {
      const open = () => transport;
      return kaleidoDriver({ openSerial: open, openWebSocket: open });
    },
    simulate: (connection, clock, next) => {
      const held = holding(next);
      new KaleidoSimulator({ connection, clock, next: () => held() ?? { btC: 0, etC: 0 } });
    },
  },
  {
    name: 'a running Artisan',
    settings: {},
    halfStepC: 0.05 + 1e-9,
    kind: (transport) => artisanDriver(() => transport),
    simulate: (connection, clock, next) => {
      const held = holding(next);
      let clockS = 0;
      const shown = () => {
        const now = held();
        return now && { bt: now.btC, et: now.etC, clockS: clockS++ };
      };
      new ArtisanSimulator({ connection, clock, intervalMs: second, next: shown });
    },
  },
  {
    name: 'a Hottop',
    settings: { port: 'COM3' },
    halfStepC: 0.5,
    kind: (transport) => hottopDriver(() => transport),
    simulate: (connection, clock, next) => {
      const held = holding(next);
      const still = { heaterPct: 80, fanPct: 0, mainFanPct: 30, solenoid: 0 };
      const motors = { drumMotor: 1, coolingMotor: 0, chaffTray: 1 };
      const status = () => {
        const now = held();
        if (now === null) return null;
        return { ...still, ...motors, btC: Math.round(now.btC), etC: Math.round(now.etC) };
      };
      hottopSimulator({ connection, clock, intervalMs: second, next: status });
    },
  },
  {
    name: 'a Bullet R1',
    settings: { model: 'R1' },
    splits: false,
    halfStepC: 1e-4,
    kind: (transport) => aillioDriver(() => transport),
    simulate: (connection, clock, next) => {
      const held = holding(next);
      const values = () => {
        const { btC, etC } = held() ?? { btC: 0, etC: 0 };
        return { bt: btC, drum: etC };
      };
      new R1Simulator({ connection, clock, next: values });
    },
  },
  {
    name: 'a Bullet R2',
    settings: { model: 'R2' },
    splits: false,
    halfStepC: 1e-4,
    kind: (transport) => aillioDriver(() => transport),
    simulate: (connection, clock, next) => {
      const held = holding(next);
      const values = () => {
        const now = held();
        return now && { bt: now.btC, ibts: now.etC };
      };
      r2Simulator({ connection, clock, intervalMs: second, next: values });
    },
  },
  {
    name: 'a Santoker',
    settings: {},
    halfStepC: 0.05 + 1e-9,
    kind: (transport) => {
      const open = () => transport;
      return santokerDriver({ openSerial: open, openTcp: open });
    },
    simulate: (connection, clock, next) => {
      const held = holding(next);
      const values = () => {
        const now = held();
        return now && { bt: now.btC, et: now.etC };
      };
      new SantokerSimulator({ connection, clock, intervalMs: second, next: values });
    },
  },
  {
    name: 'Phidgets',
    settings: { channels: 'BT=2:0; ET=2:1' },
    halfStepC: 1e-9,
    kind: (transport) => phidgetDriver(() => transport),
    simulate: (connection, clock, next) => {
      const held = holding(next);
      const values = () => {
        const now = held();
        return now && [now.btC, now.etC];
      };
      new PhidgetSimulator({ connection, clock, intervalMs: second, next: values });
    },
  },
  {
    name: 'lines of text',
    settings: { address: 'COM3', pattern: 'BT {BT C} ET {ET C}' },
    halfStepC: 0.005 + 1e-9,
    kind: (transport) => {
      const open = () => transport;
      return lineDriver({ openSerial: open, openTcp: open });
    },
    simulate: (connection, clock, next) => {
      const held = holding(next);
      const text = () => {
        const now = held();
        return now && `BT ${now.btC.toFixed(2)} ET ${now.etC.toFixed(2)}`;
      };
      lineSimulator({ connection, clock, intervalMs: second, next: text });
    },
  },
];
