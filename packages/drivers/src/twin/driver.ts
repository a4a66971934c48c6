import { type KeptTwin, namesIn, parseSettings, type SettingField } from '@artisan-ts/contracts';
import { ok, type Result, type SourceId } from '@artisan-ts/domain';
import type { Device, DriverKind } from '@artisan-ts/runtime';
import {
  type FaultName,
  faultNames,
  faultTable,
  type Suite,
  type TwinMachine,
  TwinRoaster,
  twinMachines,
} from '@artisan-ts/twin';
import { clockRateField } from '#pace-fields.ts';
import { settingsOrThrow } from '#settings-or-throw.ts';
import { TwinSession, twinChannels } from '#twin/session.ts';

const machineIds = Object.keys(twinMachines);

/** Nothing here waits for somebody's approval: that fault belongs to the gym. */
const breakable = faultNames.filter((name) => name !== 'approvalLost');

/** Words of people for the suites of the twin. */
const daysByName = {
  calm: null,
  production: 'B',
  stress: 'A',
  'another machine than believed': 'M-A',
} as const satisfies Record<string, Suite | null>;

const fields: readonly SettingField[] = [
  {
    name: 'machine',
    label: 'Machine',
    help: 'Which machine is simulated.',
    kind: 'choice',
    default: 'g1',
    choices: machineIds,
  },
  {
    name: 'seed',
    label: 'Seed',
    help: 'The same seed and the same hands give the same roast.',
    kind: 'number',
    default: 1,
    min: 0,
    max: 2 ** 32 - 1,
    unit: '',
    integer: true,
  },
  {
    name: 'noise',
    label: 'Probe noise',
    help: 'Whether the probes are as noisy as real ones.',
    kind: 'choice',
    default: 'on',
    choices: ['on', 'off'],
  },
  {
    name: 'days',
    label: 'Make it hard',
    help: 'How much weather, beans, gas, metal and probes differ from batch to batch.',
    kind: 'choice',
    default: 'calm',
    choices: Object.keys(daysByName),
  },
  {
    name: 'faults',
    label: 'Let it break',
    help: `In every batch, each at a moment of its own: ${breakable.map((name) => `${name}, ${faultTable[name]}`).join('; ')}.`,
    kind: 'several',
    default: '',
    choices: breakable,
  },
  clockRateField,
];

interface TwinSettings {
  readonly machine: TwinMachine;
  readonly seed: number;
  readonly noise: boolean;
  readonly days: Suite | null;
  readonly faults: readonly FaultName[];
  readonly stored: Readonly<Record<string, string | number>>;
}

function twinSettings(raw: Readonly<Record<string, unknown>>): Result<TwinSettings> {
  const parsed = parseSettings(fields, raw);
  if (!parsed.ok) return parsed;
  const stored = parsed.value;
  const machine = Object.values(twinMachines).find(({ id }) => id === stored['machine']);
  return ok({
    machine: machine ?? twinMachines.g1,
    seed: Number(stored['seed']),
    noise: stored['noise'] === 'on',
    days: Object.entries(daysByName).find(([name]) => name === stored['days'])?.[1] ?? null,
    faults: faultNames.filter((name) => namesIn(String(stored['faults'])).includes(name)),
    stored,
  });
}

/** Keeps where simulated machines are, so that a restart does not empty their drums. Neither throws. */
export interface TwinKeeper {
  /** Where the machine of a source was left, or null. */
  left(source: SourceId): KeptTwin | null;
  keep(source: SourceId, twin: KeptTwin): void;
}

/**
 * A simulated machine to roast on: it can be read, its levers set, its drum charged and dropped. Without a keeper a
 * restart finds it preheated.
 */
export function twinDriver(keeper: TwinKeeper | null = null): DriverKind {
  return {
    name: 'twin',
    label: 'Simulated roaster',
    origin: 'simulated',
    fields,
    describe: (raw) => {
      const settings = twinSettings(raw);
      if (!settings.ok) return settings;
      const { machine, stored } = settings.value;
      return ok({
        settings: stored,
        streams: [{ stream: 'main', channels: twinChannels, intervalS: machine.intervalS }],
        levers: machine.levers,
        clockRate: Number(stored['speed']),
      });
    },
    create: (raw, clock, sourceId): Device => {
      const { machine, seed, noise, days, faults } = settingsOrThrow(twinSettings(raw));
      const of = [machine.id, seed, days, ...faults].join(' ');
      const kept = sourceId === undefined ? null : (keeper?.left(sourceId) ?? null);
      const left = kept?.of === of ? kept : undefined;
      const roaster = new TwinRoaster(machine, { seed, noise, days, faults, from: left?.state });
      const done = (atUs: number): void => {
        if (sourceId !== undefined) keeper?.keep(sourceId, { of, atUs, state: roaster.state });
      };
      const session = new TwinSession({ machine, roaster, clock, leftAtUs: left?.atUs, done });
      return {
        reading: {
          run: (sink, signal) => session.run(sink, signal),
          test: async () => session.report(),
        },
        control: { setLever: async (lever, value) => session.setLever(lever, value) },
        batch: {
          charge: (beans) => session.act((roaster) => roaster.charge(beans)),
          drop: () => session.act((roaster) => roaster.drop()),
          undo: (kind) => session.act((roaster) => roaster.undo(kind)),
        },
      };
    },
  };
}
