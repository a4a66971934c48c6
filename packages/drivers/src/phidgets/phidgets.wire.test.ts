import type { Server } from 'node:net';
import { requirePeer } from '@artisan-ts/testkit';
import { afterEach, describe, expect, it } from 'vitest';
import { SampleLog } from '#conformance/sample-log.ts';
import { listenWith } from '#conformance/socket-connection.ts';
import { patienceMs, until, worldClock } from '#conformance/world-clock.ts';
import { phidgetDriver } from '#phidgets/driver.ts';
import { PhidgetSimulator } from '#phidgets/simulator.ts';
import { tcpTransport } from '#transport/tcp.ts';

/** What is used of the library of the makers. */
interface Phidget22 {
  readonly NetworkConnection: new (options: {
    readonly hostname: string;
    readonly port: number;
    readonly passwd?: string;
  }) => { connect(): Promise<void>; close(): void; delete(): void };
  readonly TemperatureSensor: new () => {
    setIsRemote(isRemote: boolean): void;
    setHubPort(port: number): void;
    setChannel(index: number): void;
    open(timeoutMs: number): Promise<void>;
    close(): Promise<void>;
    onTemperatureChange: ((valueC: number) => void) | null;
    onError: ((code: number, words: string) => void) | null;
  };
}

const library = requirePeer<Phidget22>('phidget22');

describe('the Phidget simulator on a socket', () => {
  let server: Server | null = null;
  afterEach(() => void server?.close());

  async function listen(password = ''): Promise<number> {
    let round = 0;
    const next = () => [90 + 0.25 * round++, null];
    const listening = await listenWith((connection) => {
      new PhidgetSimulator({ connection, clock: worldClock, intervalMs: 50, next, password });
    });
    server = listening.server;
    return listening.port;
  }

  it.runIf(library).each(['', 'a word'])(
    'is a network server to the library of the makers, with the password "%s"',
    async (passwd) => {
      if (library === null) return;
      const port = await listen(passwd);
      const connection = new library.NetworkConnection({ hostname: '127.0.0.1', port, passwd });
      await connection.connect();
      const [bt, et] = [new library.TemperatureSensor(), new library.TemperatureSensor()];
      const heard: number[] = [];
      const errors: string[] = [];
      bt.onTemperatureChange = (valueC) => heard.push(valueC);
      et.onError = (_code, words) => errors.push(words);
      for (const [index, sensor] of [bt, et].entries()) {
        sensor.setIsRemote(true);
        sensor.setHubPort(2);
        sensor.setChannel(index);
        await sensor.open(patienceMs);
      }
      await until(() => heard.length >= 5 && errors.length > 0);
      connection.close();
      connection.delete();
      const first = heard[0] ?? 0;
      expect(heard.slice(0, 5)).toEqual(heard.slice(0, 5).map((_, at) => first + 0.25 * at));
      expect(errors[0]).toBe('Sensor value is unknown');
    },
  );

  it('is read by the driver over TCP', async () => {
    const port = await listen();
    const kind = phidgetDriver(tcpTransport);
    const address = `127.0.0.1:${port}`;
    const described = kind.describe({ address, channels: 'BT=2:0; ET=2:1', intervalS: 0.2 });
    if (!described.ok) throw new Error(described.message);
    const device = kind.create(described.value.settings, worldClock);
    const log = new SampleLog();
    const abort = new AbortController();
    const running = device.reading.run(log, abort.signal);
    await until(() => log.samples.length >= 5);
    abort.abort();
    await running;
    const [first, , , last] = log.column(0);
    expect(last).toBeGreaterThan(first ?? 0);
    expect(log.samples.at(-1)?.missing[1]).toBe('open-circuit');
  });
});
