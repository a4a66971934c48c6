import { expect, test } from 'vitest';
import { parseSettings, type SettingField } from '#driver-settings.ts';

const choiceOf = (choices: readonly string[]): SettingField => ({
  name: 'machine',
  label: 'Machine',
  help: '',
  kind: 'choice',
  choices: choices.map((value) => ({ value, label: value.toUpperCase() })),
});

test('a choice that does not exist is answered with those that do', () => {
  const refused = parseSettings([choiceOf(['C', 'F'])], { machine: 'K' });
  expect(refused).toMatchObject({
    code: 'driver.settings',
    message: 'machine is "K": give one of C, F',
  });
});

test('a long list is not told in a sentence, but where it stands', () => {
  const many = Array.from({ length: 164 }, (_, index) => `machine ${index}`);
  const refused = parseSettings([choiceOf(many)], { machine: 'nobody' });
  expect(refused).toMatchObject({
    message:
      'machine is "nobody": give one of the 164 names in the list of this driver, as GET /drivers gives it',
  });
});
