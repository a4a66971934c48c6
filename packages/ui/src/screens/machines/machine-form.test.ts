import type { DriverKindDto } from '@artisan-ts/contracts';
import { leverUnits, namedLevers } from '@artisan-ts/domain';
import { describe, expect, it } from 'vitest';
import { loggable, machineBody } from '#screens/machines/machine-form.ts';

const kind: DriverKindDto = {
  name: 'tc4',
  label: 'TC4',
  origin: 'measured',
  fields: [
    { name: 'port', label: 'Port', help: '', kind: 'text' },
    { name: 'intervalS', label: 'Interval', help: '', kind: 'number', default: 1 },
  ],
};

describe('machineBody', () => {
  it('sends numbers as numbers and leaves out what was left empty', () => {
    const texts = { port: ' /dev/ttyUSB0 ', intervalS: '0,5' };
    expect(machineBody(kind, ' My drum ', texts, [])).toEqual({
      name: 'My drum',
      driver: 'tc4',
      settings: { port: '/dev/ttyUSB0', intervalS: 0.5 },
    });
    expect(machineBody(kind, 'x', { port: 'a', intervalS: '' }, []).settings).toEqual({
      port: 'a',
    });
  });

  it('gives a logged lever the range of the dial it is read from', () => {
    const gas = { id: 'burner', label: 'Gas', unit: 'kPa' } as const;
    expect(machineBody(kind, 'x', {}, [gas]).levers).toEqual([
      { id: 'burner', label: 'Gas', unit: 'kPa', min: 0, max: 10, step: 0.1 },
    ]);
  });
});

describe('the levers that can be logged', () => {
  it('are the named ones, in units that exist', () => {
    expect(loggable.map(({ id }) => id).toSorted()).toEqual([...namedLevers].toSorted());
    for (const { units } of loggable) {
      for (const unit of units) expect(leverUnits).toContain(unit);
    }
  });
});
