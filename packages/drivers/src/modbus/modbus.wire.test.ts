import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { requireTool } from '@artisan-ts/testkit';
import { ServerSerial, ServerTCP } from 'modbus-serial';
import { afterEach, describe, expect, it } from 'vitest';
import { SampleLog } from '#conformance/sample-log.ts';
import { worldClock as clock, patienceMs } from '#conformance/world-clock.ts';
import { modbusDriver } from '#modbus/driver.ts';
import { encodeValue } from '#modbus/value.ts';
import { serialTransport } from '#transport/serial.ts';
import { tcpTransport } from '#transport/tcp.ts';
import { udpTransport } from '#transport/udp.ts';

const count = 20;
const channels = 'BT=1:100 f32 C; ET=1:102 u16/10 C; Air=1:7 fc4 s16; on=1:3 fc1 bit';

/** Registers of somebody else's server: BT rises by a quarter degree with every reading. */
function peer(writes: string[]) {
  let served = 0;
  const holding = (address: number): number => {
    if (address === 100) served += 1;
    const bt = encodeValue('f32', 90 + 0.25 * served, 'low word first');
    return address === 102 ? 2105 : (bt[address - 100] ?? 0);
  };
  return {
    getHoldingRegister: holding,
    getInputRegister: (address: number) => (address === 7 ? 0xfff6 : 0),
    getCoil: (address: number) => address === 3,
    setRegister: (address: number) => void writes.push(`register ${address}`),
    setCoil: (address: number) => void writes.push(`coil ${address}`),
  };
}

describe('a Modbus server that is not ours', () => {
  const closing: (() => void)[] = [];
  afterEach(() => {
    for (const close of closing.splice(0)) close();
  });

  it('is read over TCP, and nothing is written to it', async () => {
    const writes: string[] = [];
    const port = await freePort();
    const server = new ServerTCP(peer(writes), { host: '127.0.0.1', port, unitID: 1 });
    closing.push(() => server.close(() => undefined));
    await new Promise((resolve) => server.once('initialized', resolve));
    await readWell({ wire: 'TCP', address: `127.0.0.1:${port}` });
    expect(writes).toEqual([]);
  });

  it.runIf(requireTool('socat'))('is read over RTU on a serial line', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'artisan-modbus-'));
    const [far, near] = [join(folder, 'device'), join(folder, 'station')];
    const end = (link: string): string => `pty,raw,echo=0,link=${link}`;
    const cable: ChildProcess = spawn('socat', [end(far), end(near)], { stdio: 'ignore' });
    closing.push(() => cable.kill());
    closing.push(() => rmSync(folder, { recursive: true, force: true }));
    await until(() => existsSync(far) && existsSync(near));
    const writes: string[] = [];
    const server = new ServerSerial(peer(writes), { port: far, baudRate: 115_200, unitID: 1 });
    closing.push(() => server.close(() => undefined));
    await new Promise((resolve) => server.once('initialized', resolve));
    await readWell({ wire: 'RTU', address: near, line: '115200 8N1' });
    expect(writes).toEqual([]);
  });

  it('that is not there is a missing port, and one that goes away is lost', async () => {
    const port = await freePort();
    const settings = { wire: 'TCP', address: `127.0.0.1:${port}`, channels };
    const device = deviceOf(settings);
    const { signal } = new AbortController();
    await expect(device.reading.run(new SampleLog(), signal)).rejects.toMatchObject({
      code: 'driver.port-missing',
    });
    const server = createServer((socket) => socket.once('data', () => socket.destroy()));
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    closing.push(() => server.close());
    await expect(device.reading.run(new SampleLog(), signal)).rejects.toMatchObject({
      code: 'driver.lost',
    });
  });
});

function deviceOf(settings: Readonly<Record<string, unknown>>) {
  const kind = modbusDriver({
    openSerial: serialTransport,
    openTcp: tcpTransport,
    openUdp: udpTransport,
  });
  const described = kind.describe(settings);
  if (!described.ok) throw new Error(described.message);
  return kind.create(described.value.settings, clock);
}

async function readWell(link: Readonly<Record<string, unknown>>): Promise<void> {
  // A busy machine is not a slow device: the time-out is generous.
  const device = deviceOf({ ...link, channels, intervalS: 0.2, replyTimeoutS: 2 });
  const report = await device.reading.test(new AbortController().signal);
  expect(report).toMatchObject({ ok: true, steps: [{ ok: true }, { ok: true }] });
  const log = new SampleLog();
  const abort = new AbortController();
  const running = device.reading.run(log, abort.signal);
  await until(() => log.samples.length >= count);
  abort.abort();
  await running;
  const first = log.samples[0]?.values[0] ?? Number.NaN;
  log.samples.slice(0, count).forEach(({ values }, at) => {
    expect(values).toEqual([first + 0.25 * at, 210.5, -10, 1]);
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function until(isDone: () => boolean): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!isDone()) {
    if (performance.now() > deadline) throw new Error(`not within ${patienceMs} ms`);
    await setTimeout(5);
  }
}
