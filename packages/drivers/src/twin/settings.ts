import {
  namesIn,
  parseSettings,
  type SettingChoice,
  type SettingField,
} from '@artisan-ts/contracts';
import { ok, type Result } from '@artisan-ts/domain';
import {
  type FaultName,
  faultNames,
  faultTable,
  type Heating,
  type Suite,
  type TwinMachine,
  twinMachines,
} from '@artisan-ts/twin';
import { clockRateField } from '#pace-fields.ts';

interface HardDays extends SettingChoice {
  readonly suite: Suite | null;
}

/** The suites of the twin in words of people. */
const hardDays: readonly HardDays[] = [
  {
    value: 'calm',
    label: 'Calm: every batch is alike',
    help: 'Nothing varies: what differs, your hands did.',
    suite: null,
  },
  {
    value: 'production',
    label: 'A production day',
    help: 'Weather, beans, gas, metal and probes vary as in a good roastery.',
    suite: 'B',
  },
  {
    value: 'stress',
    label: 'A stressful day',
    help: 'Three times as much varies as on a production day; some commands are ignored.',
    suite: 'A',
  },
  {
    value: 'another production machine',
    label: 'A production day on another machine than believed',
    help: 'Metal, probe, air and burner differ from batch to batch, too.',
    suite: 'M-B',
  },
  {
    value: 'another machine than believed',
    label: 'A stressful day on another machine than believed',
    help: 'The hardest: everything varies, and the machine is not what its model says.',
    suite: 'M-A',
  },
];

interface HeatingChoice extends SettingChoice {
  readonly value: Heating;
}

const heatingChoices: readonly HeatingChoice[] = [
  {
    value: 'thermostat',
    label: 'A thermostat',
    help: 'The machine stands ready at its charge temperature, whatever the levers say.',
  },
  {
    value: 'hands',
    label: 'You do',
    help: 'It is cold and without heat when it is switched on: heat it up by its levers, and keep it hot between batches.',
  },
];

/** Both words where a machine is known, and whether it is made up. */
function machineHelp({ knowledge }: TwinMachine): string {
  switch (knowledge.kind) {
    case 'tuned':
      return 'Tuned to a published reference roast.';
    case 'fitted':
      return `Fitted to ${knowledge.to}.`;
    case 'illustrative':
      return 'Illustrative: made up to be like machines of its kind. Its roasts prove nothing.';
  }
}

/** What a person says to get a simulated machine. */
export const twinFields: readonly SettingField[] = [
  {
    name: 'machine',
    label: 'Machine',
    help: 'Which machine is simulated.',
    kind: 'choice',
    default: 'g1',
    choices: Object.values(twinMachines).map((machine: TwinMachine) => ({
      value: machine.id,
      label: machine.label,
      help: machineHelp(machine),
    })),
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
    choices: [
      { value: 'on', label: 'As real probes' },
      { value: 'off', label: 'None: smooth curves' },
    ],
  },
  {
    name: 'heating',
    label: 'Who keeps it hot',
    help: 'Between batches.',
    kind: 'choice',
    default: 'thermostat',
    choices: heatingChoices.map((choice) => ({ ...choice })),
  },
  {
    name: 'days',
    label: 'Make it hard',
    help: 'How much differs from batch to batch.',
    kind: 'choice',
    default: 'calm',
    choices: hardDays.map(({ suite: _, ...choice }) => choice),
  },
  {
    name: 'faults',
    label: 'Let it break',
    help: 'In every batch, each at a moment of its own between two and eight minutes after charge.',
    kind: 'several',
    default: '',
    choices: faultNames.map((value) => ({ value, ...faultTable[value] })),
  },
  clockRateField,
];

/** Checked settings, as the driver uses them. */
export interface TwinSettings {
  readonly machine: TwinMachine;
  readonly seed: number;
  readonly noise: boolean;
  readonly heating: Heating;
  readonly days: Suite | null;
  readonly faults: readonly FaultName[];
  readonly stored: Readonly<Record<string, string | number>>;
}

/** @returns a refusal `driver.settings` that names the setting */
export function twinSettings(raw: Readonly<Record<string, unknown>>): Result<TwinSettings> {
  const parsed = parseSettings(twinFields, raw);
  if (!parsed.ok) return parsed;
  const stored = parsed.value;
  const machine = Object.values(twinMachines).find(({ id }) => id === stored['machine']);
  return ok({
    machine: machine ?? twinMachines.g1,
    seed: Number(stored['seed']),
    noise: stored['noise'] === 'on',
    heating: stored['heating'] === 'hands' ? 'hands' : 'thermostat',
    days: hardDays.find(({ value }) => value === stored['days'])?.suite ?? null,
    faults: faultNames.filter((name) => namesIn(String(stored['faults'])).includes(name)),
    stored,
  });
}
