import type { DriverKindDto } from '@artisan-ts/contracts';
import { leverUnits, namedLevers } from '@artisan-ts/domain';
import { describe, expect, it } from 'vitest';
import {
  channelIdOf,
  draftsOf,
  leverRows,
  leversBody,
  loggable,
  refusedSetting,
  settingProblems,
  settingsOf,
} from '#screens/machines/machine-form.ts';

const kind: DriverKindDto = {
  name: 'tc4',
  label: 'TC4',
  origin: 'measured',
  fields: [
    { name: 'port', label: 'Port', help: '', kind: 'text' },
    { name: 'intervalS', label: 'Interval', help: '', kind: 'number', default: 1 },
  ],
};

describe('what the station is told', () => {
  it('has numbers as numbers and not what was left empty', () => {
    expect(settingsOf(kind, { port: ' /dev/ttyUSB0 ', intervalS: '0,5' })).toEqual({
      port: '/dev/ttyUSB0',
      intervalS: 0.5,
    });
    expect(settingsOf(kind, { port: 'a', intervalS: '' })).toEqual({ port: 'a' });
  });

  it('gives a logged lever the range of the dial it is read from', () => {
    const gas = { id: 'burner', label: 'Gas', unit: 'kPa' } as const;
    expect(leversBody([gas]).levers).toEqual([
      { id: 'burner', label: 'Gas', unit: 'kPa', min: 0, max: 10, step: 0.1 },
    ]);
    expect(leversBody([])).toEqual({});
  });

  it('keeps the range of a lever that a settings file has, and offers its unit', () => {
    const dial = { min: 80, max: 350, step: 10 };
    const air = { id: 'air', label: 'Pa', unit: 'mbar', dial } as const;
    const cooling = { id: 'cooling', label: 'Cooling', unit: '%', dial } as const;
    expect(leversBody([air]).levers).toEqual([{ id: 'air', label: 'Pa', unit: 'mbar', ...dial }]);
    const rows = leverRows([air, cooling]);
    expect(rows.map(({ label }) => label)).toEqual(['Gas', 'Pa', 'Drum', 'Damper', 'Cooling']);
    expect(rows[1]?.units).toContain('mbar');
    expect(leverRows([])).toEqual(loggable);
  });
});

describe('the levers of a machine that is connected', () => {
  const dial = { min: 0, max: 5, step: 0.05 };
  const gas = { id: 'burner', label: 'Gas', unit: 'kPa', ...dial } as const;
  const water = { id: 'water', label: 'Water', unit: '%', ...dial } as const;
  const drum = { ...gas, id: 'drumSpeed', label: 'Drum', unit: 'rpm', mode: 'measured' } as const;
  const logged = [gas, water].map((lever) => ({ ...lever, mode: 'logged' as const }));

  it('that are logged by hand are kept as they are, and those of its device are none of them', () => {
    const drafts = draftsOf([drum, ...logged]);
    expect(drafts.map(({ id }) => id)).toEqual(['burner', 'water']);
    expect(leversBody(drafts).levers).toEqual([gas, water]);
  });
});

describe('what was typed', () => {
  const fields: DriverKindDto['fields'] = [
    { name: 'port', label: 'Port', help: '', kind: 'text' },
    { name: 'baud', label: 'Baud', help: '', kind: 'number', default: 9600, min: 300, max: 1e6 },
    {
      name: 'unit',
      label: 'Unit',
      help: '',
      kind: 'choice',
      default: 'C',
      choices: [{ value: 'C', label: '°C' }],
    },
  ];
  const board = { ...kind, fields };

  it('is looked at field by field before the station is asked', () => {
    expect(settingProblems(board, { baud: 'fast' })).toEqual({
      port: 'Wanted, to find the device.',
      baud: 'A number from 300 to 1000000.',
    });
    expect(settingProblems(board, { port: 'x', baud: '' })).toEqual({});
    expect(settingProblems(board, { port: 'x', baud: '9600,5' })).toEqual({});
  });

  it('finds the refusal of the station beside its field', () => {
    expect(refusedSetting(board, 'port: no such file; plug it in')).toEqual({
      name: 'port',
      words: 'no such file; plug it in',
    });
    expect(refusedSetting(board, 'all sources run at one speed')).toBeNull();
    expect(refusedSetting(board, 'sources: the machine has none')).toBeNull();
  });
});

describe('the name of a channel', () => {
  it('makes an id of every label', () => {
    expect(
      ['Zuluft', 'Zul\u00fcfter', '\u6392\u6c17', '2 ET'].map((l) => channelIdOf(l, 'et')),
    ).toEqual(['zuluft', 'zulufter', 'etNamed', 'etNamed']);
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
