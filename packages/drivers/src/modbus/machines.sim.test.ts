import { FakeTransport, SimulatedClock } from '@artisan-ts/testkit';
import { describe, expect, it } from 'vitest';
import { SampleLog } from '#conformance/sample-log.ts';
import { scaleOf } from '#mapped-value.ts';
import { modbusChannels } from '#modbus/channels.ts';
import { modbusDriver } from '#modbus/driver.ts';
import { type ModbusMachine, modbusMachines } from '#modbus/machines.ts';
import { type ModbusSettings, modbusSettings } from '#modbus/settings.ts';
import { SimulatedMemory, setByMap } from '#modbus/simulated-memory.ts';
import { ModbusSimulator } from '#modbus/simulator.ts';

const machines = [...modbusMachines.values()];

/** What a person says: a serial port, and the address of the one machine in a network that is delivered without. */
function settingsOf(machine: ModbusMachine): Readonly<Record<string, unknown>> {
  return { machine: machine.name, ...(machine.address === '' ? { address: 'COM3' } : {}) };
}

function parsed(machine: ModbusMachine): ModbusSettings {
  const settings = modbusSettings(settingsOf(machine));
  if (!settings.ok) throw new Error(`${machine.name}: ${settings.message}`);
  return settings.value;
}

/** A number for each channel that its registers can hold; channels on the same registers have the same. */
function plausible({ meaning }: ModbusSettings): readonly number[] {
  return meaning.entries.map((entry) => {
    const step = 1 / entry.divider;
    const seed = (entry.device * 7 + entry.address) % 90;
    if (entry.type === 'bit') return 1;
    return scaleOf(entry, meaning.unit) === null ? seed * step : 100 + seed;
  });
}

/** Half a step of the register, in the unit of the channel, and what a single-precision float loses. */
function toleranceOf({ meaning }: ModbusSettings, at: number): number {
  const entry = meaning.entries[at];
  if (entry === undefined) return 0;
  if (entry.type === 'f32') return 1e-4;
  const perC = scaleOf(entry, meaning.unit) === 'F' ? 1.8 : 1;
  return 0.5 / entry.divider / perC + 1e-9;
}

describe('the table of Modbus machines', () => {
  it('holds every machine once', () => {
    expect(machines).toHaveLength(164);
  });

  it.each(machines.map((machine) => [machine.name, machine] as const))(
    'connects to a %s and reads it',
    async (_, machine) => {
      const settings = parsed(machine);
      const { meaning, pace } = settings;
      const clock = new SimulatedClock();
      const memory = new SimulatedMemory();
      const values = plausible(settings);
      setByMap(memory, meaning, values);
      const port = new FakeTransport({
        clock,
        onOpen: ({ far, toNear }) => {
          toNear.split = true;
          new ModbusSimulator({ wire: pace.wire, connection: far, clock, memory });
        },
      });
      const open = () => port;
      const kind = modbusDriver({ openSerial: open, openTcp: open, openUdp: open });
      const device = kind.create(settings.stored, clock);
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
      expect(sample?.missing.filter((reason) => reason !== null)).toEqual([]);
      values.forEach((value, at) => {
        const difference = Math.abs((sample?.values[at] ?? Number.NaN) - value);
        expect(difference).toBeLessThanOrEqual(toleranceOf(settings, at));
      });
    },
  );

  it('keeps what it resolved, so that a mended table changes no machine that is connected', () => {
    for (const machine of machines) {
      const settings = parsed(machine);
      const again = modbusSettings({ ...settings.stored, machine: 'other' });
      expect(again).toMatchObject({ ok: true, value: { meaning: settings.meaning } });
    }
  });

  it('is the table that people read', async () => {
    const head = `# Machines on Modbus

Generated from the table of the driver; \`npx vitest run packages/drivers -u\` writes it anew. Each of
these was connected, tested and read against a simulator that has exactly its registers. **None has
met the real machine yet.** Addresses and serial lines are as delivered; look at your machine before
you trust them. How to connect one: [Modbus](modbus.md).

| machine | wire | as delivered | channels |
|---|---|---|---|
`;
    const rows = machines.map((machine) => {
      const settings = parsed(machine);
      const channels = modbusChannels(settings.meaning).map(({ label, quantity }, at) => {
        const entry = settings.meaning.entries[at];
        const scale = entry === undefined ? null : scaleOf(entry, settings.meaning.unit);
        return quantity === 'temperature' ? `${label} °${scale}` : label;
      });
      const where = machine.address || machine.line || 'to be named';
      return `| ${machine.name} | ${machine.wire} | ${where} | ${channels.join(', ')} |`;
    });
    await expect(`${head}${rows.join('\n')}\n`).toMatchFileSnapshot(
      '../../../../docs/devices/modbus-machines.md',
    );
  });
});
