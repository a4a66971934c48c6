import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { MonoUs, WallMs } from '@artisan-ts/domain';
import {
  ModbusSimulator,
  plainLine,
  SimulatedMemory,
  serialTransport,
  Tc4Simulator,
} from '@artisan-ts/drivers';
import type { Clock, Connection } from '@artisan-ts/runtime';

/** A device that was made up, at a place where a station finds it. */
export interface SimulatedDevice {
  /** What a person types as its port or address. */
  readonly place: string;
  /** What its probes measure, by channel. Units: °C. */
  readonly probesC: Record<'bt' | 'et', number>;
  close(): Promise<void>;
}

const clock: Clock = {
  rate: 1,
  monoUs: () => MonoUs(Math.floor(performance.now() * 1000)),
  wallMs: () => WallMs(Date.now()),
  sleep: (span, signal) => setTimeout(span, undefined, signal ? { signal } : {}),
};
const startMsMax = 5_000;

/** A TC4 board at one end of a cable of pseudo-terminals; ET is wired to its first input and BT to its second. */
export async function tc4OnCable(socat: string): Promise<SimulatedDevice> {
  const folder = mkdtempSync(join(tmpdir(), 'artisan-cable-'));
  const [board, place] = [join(folder, 'board'), join(folder, 'station')];
  const ends = [board, place].map((link) => `pty,raw,echo=0,link=${link}`);
  const cable = spawn(socat, ends, { stdio: 'ignore' });
  await made(cable, [board, place]);
  const { signal } = new AbortController();
  const connection = await serialTransport(board, plainLine(115_200)).open(signal);
  const probesC = { bt: 21, et: 22 };
  let index = 0;
  const inputs = {
    next: () => ({ index: index++, valuesC: [probesC.et, probesC.bt, null, null] }),
  };
  new Tc4Simulator({ connection, clock, inputs });
  return {
    place,
    probesC,
    close: async () => {
      await connection.close();
      cable.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A Modbus machine over TCP that has BT in register 6 and ET in 7, tenths of a degree, of device 1. */
export async function modbusOverTcp(): Promise<SimulatedDevice> {
  const probesC = { bt: 21, et: 22 };
  const memory = new SimulatedMemory();
  const put = (): void =>
    memory.set(
      1,
      3,
      6,
      [probesC.bt, probesC.et].map((value) => Math.round(value * 10)),
    );
  put();
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    new ModbusSimulator({
      wire: 'TCP',
      connection: connectionOf(socket),
      clock,
      memory,
      onAsked: put,
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return {
    place: `127.0.0.1:${address.port}`,
    probesC,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

function connectionOf(socket: Socket): Connection {
  socket.on('error', () => socket.destroy());
  return {
    write: async (bytes) => void socket.write(bytes),
    onData: (listener) => void socket.on('data', listener),
    onClose: (listener) => void socket.on('close', () => listener(null)),
    close: async () => void socket.destroy(),
  };
}

async function made(cable: ChildProcess, links: readonly string[]): Promise<void> {
  const deadline = performance.now() + startMsMax;
  while (!links.every((link) => existsSync(link))) {
    if (performance.now() > deadline || cable.exitCode !== null) throw new Error('no cable');
    await setTimeout(20);
  }
}
