import { FakeTransport, SimulatedClock } from '@artisan-ts/testkit';
import { describe, expect, it } from 'vitest';
import { SampleLog } from '#conformance/sample-log.ts';
import { scaleOf } from '#mapped-value.ts';
import { s7Channels } from '#s7/channels.ts';
import { s7Driver } from '#s7/driver.ts';
import { s7Machines } from '#s7/machines.ts';
import { type S7Settings, s7Settings } from '#s7/settings.ts';
import { S7Simulator, SimulatedBlocks, setBlocks } from '#s7/simulator.ts';

const machines = [...s7Machines.values()];

function parsed(machine: string): S7Settings {
  const settings = s7Settings({ machine });
  if (!settings.ok) throw new Error(`${machine}: ${settings.message}`);
  return settings.value;
}

describe('the table of S7 machines', () => {
  it('holds every machine once', () => {
    expect(machines).toHaveLength(37);
  });

  it.each(machines.map(({ name }) => name))('connects to a %s and reads it', async (name) => {
    const settings = parsed(name);
    const { meaning, stored } = settings;
    const clock = new SimulatedClock();
    const blocks = new SimulatedBlocks();
    const values = meaning.entries.map((entry, at) =>
      scaleOf(entry, meaning.unit) === null ? 20 + at : 100 + (entry.byte % 90),
    );
    setBlocks(blocks, meaning, values);
    const port = new FakeTransport({
      clock,
      onOpen: ({ far, toNear }) => {
        toNear.split = true;
        new S7Simulator({ connection: far, clock, blocks });
      },
    });
    const device = s7Driver(() => port).create(stored, clock);
    const testing = device.reading.test(new AbortController().signal);
    await clock.advance(1000);
    const report = await testing;
    expect(report.steps.map(({ ok, detail }) => (ok ? 'ok' : detail))).toEqual(['ok', 'ok']);
    const abort = new AbortController();
    const log = new SampleLog();
    const running = device.reading.run(log, abort.signal);
    await clock.advance(500);
    abort.abort();
    await running;
    const [sample] = log.samples;
    values.forEach((value, at) => {
      const isReal = meaning.entries[at]?.type === 'REAL';
      const difference = Math.abs((sample?.values[at] ?? Number.NaN) - value);
      expect(difference).toBeLessThanOrEqual(isReal ? 1e-4 : 0.5);
    });
  });

  it('is the table that people read', async () => {
    const head = `# Machines with a Siemens S7

Generated from the table of the driver; \`npx vitest run packages/drivers -u\` writes it anew. Each of
these was connected, tested and read against a simulator that has exactly its memory. **None has met
the real machine yet.** Addresses are as delivered; look at your machine before you trust them. How
to connect one: [Siemens S7](s7.md).

| machine | as delivered | rack/slot | channels |
|---|---|---|---|
`;
    const rows = machines.map(({ name, address, place }) => {
      const { meaning } = parsed(name);
      const channels = s7Channels(meaning).map(({ label, quantity }, at) => {
        const entry = meaning.entries[at];
        const scale = entry === undefined ? null : scaleOf(entry, meaning.unit);
        return quantity === 'temperature' ? `${label} °${scale}` : label;
      });
      return `| ${name} | ${address} | ${place} | ${channels.join(', ')} |`;
    });
    await expect(`${head}${rows.join('\n')}\n`).toMatchFileSnapshot(
      '../../../../docs/devices/s7-machines.md',
    );
  });
});
