import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import {
  btChannel,
  etChannel,
  MonoUs,
  type RoastRecord,
  type TemperatureUnit,
  WallMs,
} from '@artisan-ts/domain';
import type { Clock } from '@artisan-ts/runtime';
import { buildCurve, buildRoastRecord, requireTool } from '@artisan-ts/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SampleLog } from '#conformance/sample-log.ts';
import { tc4Driver } from '#tc4/driver.ts';
import { tc4SimulatorFromRecord } from '#tc4/simulator.ts';
import { serialTransport } from '#transport/serial.ts';
import { plainLine } from '#transport/serial-line.ts';

/** Real time, so many times as fast. Stamps are what the machine's own clock says. */
function realClock(rate: number): Clock {
  const startMs = performance.now();
  const elapsedMs = (): number => (performance.now() - startMs) * rate;
  return {
    rate,
    monoUs: () => MonoUs(Math.floor(elapsedMs() * 1000)),
    wallMs: () => WallMs(Date.now()),
    sleep: (span, signal) => setTimeout(span / rate, undefined, signal ? { signal } : {}),
  };
}

const count = 100;
const seconds = Array.from({ length: count }, (_, second) => second);
const record: RoastRecord = buildRoastRecord(1, {
  curves: [
    buildCurve(
      btChannel,
      seconds.map((second) => (second === 40 ? null : 90 + second * 0.37)),
    ),
    buildCurve(
      etChannel,
      seconds.map((second) => 210.123 + second * 0.11),
    ),
  ],
});

const socat = requireTool('socat');

/** Bound on every wait of this file, real milliseconds. */
const patienceMs = 60_000;

describe.runIf(socat)('a TC4 on a real serial line', () => {
  let folder: string;
  let cable: ChildProcess;
  const port = (end: string): string => join(folder, end);

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'artisan-tc4-'));
    const end = (name: string): string => `pty,raw,echo=0,link=${port(name)}`;
    cable = spawn(socat ?? 'socat', [end('board'), end('station')], { stdio: 'ignore' });
    await until(() => existsSync(port('board')) && existsSync(port('station')));
  });

  afterEach(() => {
    cable.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(['C', 'F'] as const)('carries every sample of a roast in %s', async (unit) => {
    const { log, abort, running, served } = await roast({ unit, speed: 50 });
    await until(() => log.samples.length >= count);
    abort.abort();
    await running;
    expect(served).toEqual(seconds);
    const digitC = (unit === 'C' ? 0.005 : 0.005 / 1.8) + 1e-9;
    for (const [second, sample] of log.samples.slice(0, count).entries()) {
      for (const channel of [0, 1]) {
        const expected = record.curves[channel]?.values[second] ?? null;
        const heard = sample.values[channel] ?? null;
        if (expected === null) expect(sample.missing[channel]).toBe('open-circuit');
        else expect(Math.abs((heard ?? Number.NaN) - expected)).toBeLessThanOrEqual(digitC);
      }
    }
    const stamps = log.samples.map((sample) => sample.monoUs);
    expect(stamps).toEqual([...stamps].sort((a, b) => a - b));
  });

  it('calls a cable that is pulled in mid-roast lost, and a port that is not there missing', async () => {
    const { log, running } = await roast({ unit: 'C', speed: 50 });
    await until(() => log.samples.length >= 20);
    cable.kill();
    await expect(running).rejects.toMatchObject({ code: 'driver.lost' });
    await until(() => !existsSync(port('station')));
    const again = serialTransport(port('station'), plainLine(115_200)).open(
      new AbortController().signal,
    );
    await expect(again).rejects.toMatchObject({ code: 'driver.port-missing' });
  });

  it('says that a port is busy while another holds it', async () => {
    const { signal } = new AbortController();
    const held = await serialTransport(port('station'), plainLine(115_200)).open(signal);
    const second = serialTransport(port('station'), plainLine(115_200)).open(signal);
    await expect(second).rejects.toMatchObject({ code: 'driver.port-busy' });
    await held.close();
    const freed = await serialTransport(port('station'), plainLine(115_200)).open(signal);
    await freed.close();
  });

  it('gives up opening when told to, and gives the port back', async () => {
    const abort = new AbortController();
    const opening = serialTransport(port('station'), plainLine(115_200)).open(abort.signal);
    abort.abort(new Error('told to stop'));
    await expect(opening).rejects.toThrow('told to stop');
    await until(async () => {
      try {
        const free = await serialTransport(port('station'), plainLine(115_200)).open(
          new AbortController().signal,
        );
        await free.close();
        return true;
      } catch {
        // Still being given back; the wait is bounded.
        return false;
      }
    });
  });

  async function roast(options: { readonly unit: TemperatureUnit; readonly speed: number }) {
    const clock = realClock(options.speed);
    const served: number[] = [];
    const far = await serialTransport(port('board'), plainLine(115_200)).open(
      new AbortController().signal,
    );
    tc4SimulatorFromRecord(record, {
      connection: far,
      clock,
      onServed: (index) => served.push(index),
    });
    const kind = tc4Driver(serialTransport);
    // A busy machine is not a slow board: the time-out is two seconds of the world.
    const settings = { port: port('station'), replyTimeoutS: 2 * options.speed, ...options };
    const described = kind.describe(settings);
    if (!described.ok) throw new Error(described.message);
    const log = new SampleLog();
    const abort = new AbortController();
    const running = kind.create(described.value.settings, clock).reading.run(log, abort.signal);
    running.catch(() => {
      // Looked at where it is expected; here it only must not count as unhandled.
    });
    return { log, abort, running, served };
  }
});

async function until(isDone: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (!(await isDone())) {
    if (performance.now() > deadline) throw new Error(`not within ${patienceMs} ms`);
    await setTimeout(5);
  }
}
