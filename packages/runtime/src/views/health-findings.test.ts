import type { MachineDto } from '@artisan-ts/contracts';
import { WallMs } from '@artisan-ts/domain';
import { describe, expect, it } from 'vitest';
import { type HealthFacts, healthFindings } from '#views/health-findings.ts';

const connected: MachineDto['connection'] = {
  state: 'connected',
  message: 'Reading.',
  code: null,
  sinceWallMs: 1,
};

function source(channels: string[], connection: MachineDto['connection']) {
  const id = `source_${'4'.repeat(32)}`;
  return { id, driver: 'tc4', settings: {}, channels, intervalS: 1, connection };
}

const machine: MachineDto = {
  id: `machine_${'1'.repeat(32)}`,
  name: 'G1',
  origin: 'measured',
  driver: 'tc4',
  settings: {},
  clockRate: 1,
  configurationId: `config_${'2'.repeat(32)}`,
  channels: [{ id: 'bt', field: 'btC', label: 'BT', quantity: 'temperature' }],
  intervalS: 1,
  sources: [source(['bt'], connected)],
  levers: [],
  connection: connected,
  roastId: null,
  setup: { coffeeId: null, lotId: null, profile: '', person: '', greenG: null },
};

const well: HealthFacts = {
  recording: { state: 'saved', message: 'Everything is saved.', lagMs: 0, durableCursor: 9 },
  telemetry: {
    broker: { kind: 'off', isUp: true, message: 'No machine is read over MQTT.' },
    setAside: { count: 0, byCode: {}, last: null },
    missing: 0,
  },
  machines: [machine],
  present: [],
  storeNotices: [],
  driverFault: () => null,
};

const lost: MachineDto['connection'] = {
  state: 'lost',
  message: 'The board does not answer. Check its plug.',
  code: 'driver.lost',
  sinceWallMs: 7,
};

describe('the findings about a station', () => {
  it('are none when all is well', () => {
    expect(healthFindings(well)).toEqual([]);
  });

  it('begin with the gravest', () => {
    const failing = {
      ...well.recording,
      state: 'failing' as const,
      message: 'Nothing can be saved.',
    };
    const present = [{ code: 'power.may-sleep', message: 'It may fall asleep.', wallMs: 3 }];
    const found = healthFindings({ ...well, recording: failing, present });
    expect(found.map(({ severity, about }) => [severity, about])).toEqual([
      ['alarm', 'Recording'],
      ['warning', 'Computer'],
    ]);
  });

  it('call a machine that is lost an alarm while a roast goes on in it, and a warning otherwise', () => {
    const roastId = `roast_${'3'.repeat(32)}`;
    const idle = { ...machine, sources: [source(['bt'], lost)] };
    expect(healthFindings({ ...well, machines: [idle] })).toEqual([
      {
        severity: 'warning',
        about: 'G1',
        code: 'driver.lost',
        message: lost.message,
        sinceWallMs: lost.sinceWallMs,
      },
    ]);
    const [finding] = healthFindings({ ...well, machines: [{ ...idle, roastId }] });
    expect(finding?.severity).toBe('alarm');
  });

  it('name the device that is lost by what it measures when others still measure', () => {
    const exhaust = {
      id: 'exhaust',
      field: 'exhaustC',
      label: 'Exhaust',
      quantity: 'temperature',
    } as const;
    const channels = [...machine.channels, exhaust];
    const sources = [source(['bt'], connected), source(['exhaust'], lost)];
    const [finding, ...others] = healthFindings({
      ...well,
      machines: [{ ...machine, channels, sources }],
    });
    expect(finding).toMatchObject({ about: 'G1, Exhaust', code: 'driver.lost' });
    expect(others).toEqual([]);
  });

  it('tell of a driver that failed while it reads again, and say it once while it does not', () => {
    const message = 'The process took 312 MB of memory and was ended.';
    const fault = { code: 'driver.process', message, sinceWallMs: WallMs(5) } as const;
    const driverFault = (id: string) => (id === machine.id ? fault : null);
    const reading = { ...machine, sources: [source(['bt'], connected)] };
    expect(healthFindings({ ...well, machines: [reading], driverFault })).toEqual([
      { severity: 'warning', about: 'G1, driver', ...fault },
    ]);
    const ended = { ...lost, code: 'driver.process', message };
    const idle = { ...machine, sources: [source(['bt'], ended)] };
    const found = healthFindings({ ...well, machines: [idle], driverFault });
    expect(found.map(({ about, code }) => [about, code])).toEqual([['G1', 'driver.process']]);
  });

  it('name the channel whose signal cannot be right', () => {
    const trouble = {
      defect: 'frozen' as const,
      message: 'BT stands still. Check the probe.',
      forS: 60,
    };
    const channels = machine.channels.map((channel) => ({ ...channel, trouble }));
    const [finding] = healthFindings({ ...well, machines: [{ ...machine, channels }] });
    expect(finding).toMatchObject({ about: 'G1, BT', code: 'signal.frozen' });
  });

  it('say once what befell all probes of a device at once, and apart what befell one alone', () => {
    const channel = (label: string, forS: number) => ({
      id: label.toLowerCase(),
      field: `${label.toLowerCase()}C`,
      label,
      quantity: 'temperature' as const,
      trouble: { defect: 'stale' as const, message: `${label} alone`, forS },
    });
    const sources = [source(['bt', 'et', 'inlet'], connected)];
    const channels = [channel('BT', 52), channel('ET', 50), channel('Inlet', 300)];
    const found = healthFindings({ ...well, machines: [{ ...machine, channels, sources }] });
    expect(found.map(({ about, message }) => [about, message])).toEqual([
      ['G1, BT and ET', 'BT and ET have had no value for 52 s; check their cable.'],
      ['G1, Inlet', 'Inlet alone'],
    ]);
  });

  it('tell of a broker that is away, of messages set aside and of readings that are missing', () => {
    const found = healthFindings({
      ...well,
      telemetry: {
        broker: { kind: 'external', isUp: false, message: 'It cannot be reached.' },
        setAside: {
          count: 2,
          byCode: { 'telemetry.malformed': 2 },
          last: { code: 'telemetry.malformed', message: 'not JSON', wallMs: 5 },
        },
        missing: 4,
      },
    });
    expect(found.map(({ severity }) => severity)).toEqual(['alarm', 'warning', 'note']);
    expect(found[1]?.message).toContain('2 messages');
    expect(found[2]?.message).toContain('4 readings');
  });

  it('tell of files that cannot be saved and of what the store found', () => {
    const autosave = {
      state: 'failing' as const,
      message: 'The folder is gone.',
      folder: '/nowhere',
    };
    const found = healthFindings({ ...well, autosave, storeNotices: ['A file was damaged.'] });
    expect(found.map(({ code }) => code)).toEqual(['store.notice', 'autosave.failing']);
  });
});
