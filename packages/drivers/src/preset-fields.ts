import type { SettingChoice, SettingField } from '@artisan-ts/contracts';
import { temperatureChoices } from '#choices.ts';

/** A setting that is as the list of machines says. */
export const asMachine = 'as the machine';

/** The same as something to choose. */
export const asMachineChoice: SettingChoice = { value: asMachine, label: 'As the machine has it' };

/** The unit of a machine that was chosen from a list. */
export const machineUnitField: SettingField = {
  name: 'unit',
  label: 'Unit on the machine',
  help: 'The unit people read this machine in. It also holds for BT and ET where no unit stands behind them.',
  kind: 'choice',
  default: asMachine,
  choices: [asMachineChoice, ...temperatureChoices],
};
