import type { SettingChoice, SettingField, Settings } from '@artisan-ts/contracts';
import type { TemperatureUnit } from '@artisan-ts/domain';
import { named, temperatureChoices } from '#choices.ts';
import type { MappedValue } from '#mapped-value.ts';

/** A setting that is as the list of machines says. */
export const asMachine = 'as the machine';

/** The same as something to choose. */
export const asMachineChoice: SettingChoice = { value: asMachine, label: 'As the machine has it' };

const otherMachine = 'other';

/** Which machine of a list it is; one that is not on it is described by the other settings. */
export function machineField(names: Iterable<string>): SettingField {
  return {
    name: 'machine',
    label: 'Machine',
    help: 'Brand and model. What is left empty below is as this machine is delivered; for any other machine choose "Another machine" and fill it in.',
    kind: 'choice',
    default: otherMachine,
    choices: [
      { value: otherMachine, label: 'Another machine', help: 'Fill in below how it is read.' },
      ...named(names),
    ],
  };
}

/** The unit of a machine that was chosen from a list. */
export const machineUnitField: SettingField = {
  name: 'unit',
  label: 'Unit on the machine',
  help: 'The unit people read this machine in. It also holds for BT and ET where no unit stands behind them.',
  kind: 'choice',
  default: asMachine,
  choices: [asMachineChoice, ...temperatureChoices],
};

/** The scale of BT and ET where a map states none: as chosen, otherwise that of the first temperature. */
export function usualUnit(said: Settings, entries: readonly MappedValue[]): TemperatureUnit {
  if (said['unit'] === 'C' || said['unit'] === 'F') return said['unit'];
  return entries.find(({ unit }) => unit !== null)?.unit ?? 'C';
}
