import { Grams, type Machine, makeId, type RoastHeader, WallMs } from '@artisan-ts/domain';
import { describe, expect, it } from 'vitest';
import type { DocumentForm } from '#document-form.ts';
import { machineForm, roastHeaderForm, roastSpanForm } from '#stored.ts';

const machine: Machine = {
  id: makeId('machine', '1'.repeat(32)),
  name: 'Left drum',
  origin: 'measured',
  configuration: {
    id: makeId('configuration', '1'.repeat(32)),
    sinceWallMs: WallMs(1_767_254_400_000),
    levers: [{ id: 'gas', label: 'Gas', unit: 'mbar', mode: 'logged', min: 0, max: 40, step: 0.5 }],
    closeAfterDropS: 900,
    sources: [
      {
        id: makeId('source', '1'.repeat(32)),
        driver: 'tc4',
        settings: { port: '/dev/ttyUSB0', baud: 115_200, filters: [1, null, { deep: true }] },
        streams: [
          {
            stream: 'main',
            channels: [{ id: 'bt', label: 'BT', quantity: 'temperature', resolution: 0.01 }],
            intervalS: 1,
          },
        ],
        clockRate: 1,
      },
    ],
  },
};

const roast: RoastHeader = {
  id: makeId('roast', '2'.repeat(32)),
  revision: 3,
  origin: 'measured',
  title: 'Nyeri',
  machineId: machine.id,
  configurationId: machine.configuration.id,
  machineName: machine.name,
  coffeeId: null,
  lotId: null,
  beans: '',
  displayUnit: 'F',
  startedWallMs: WallMs(1_767_254_400_000),
  utcOffsetS: -18_000,
  clockRate: 1,
  intervalS: 1,
  closeReason: null,
  greenG: Grams(1_000.5),
  roastedG: null,
  roastingNotes: '',
  marks: {
    charge: {
      kind: 'charge',
      timeS: 61.2,
      state: 'suggested',
      source: 'detected',
      confidence: 0.9,
      reason: 'BT broke downwards',
      history: [
        { action: 'suggest', timeS: 61.2, source: 'detected', wallMs: WallMs(1_767_254_461_200) },
      ],
    },
  },
  levers: machine.configuration.levers,
  leverChanges: [{ lever: 'gas', timeS: -2, value: 12.5, state: 'logged' }],
  notes: [{ id: null, timeS: 300, text: 'first hay, then bread' }],
};

function written<Value>(form: DocumentForm<Value>, value: Value): string {
  const text = form.write(value);
  if (!text.ok) throw new Error(text.message);
  return text.value;
}

describe('the forms of stored documents', () => {
  it('give back what was written', () => {
    expect(machineForm.read(written(machineForm, machine))).toEqual({ ok: true, value: machine });
    expect(roastHeaderForm.read(written(roastHeaderForm, roast))).toEqual({
      ok: true,
      value: roast,
    });
  });

  it('refuse to write what could not be read back, and name the field', () => {
    const cases: [Partial<RoastHeader> & Record<string, unknown>, RegExp][] = [
      [{ intervalS: Number.NaN }, /^field intervalS/],
      [{ revision: 0 }, /^field revision/],
      [{ colour: 'brown' }, /colour/],
      [{ title: undefined as never }, /^field title/],
      [{ machineId: 'roast_1' as never }, /^field machineId is "roast_1": give an id: machine_/],
    ];
    for (const [parts, words] of cases) {
      const refused = roastHeaderForm.write({ ...roast, ...parts });
      expect(refused).toMatchObject({ ok: false, code: 'defect.invariant' });
      expect(refused).toHaveProperty('message', expect.stringMatching(words));
    }
  });

  it('call a text corrupt that is no JSON or does not fit', () => {
    const text = written(roastHeaderForm, roast);
    const damaged: [string, RegExp][] = [
      [text.slice(0, 100), /^not JSON/],
      ['null', /^field \(whole\)/],
      [text.replace('"suggested"', '"maybe"'), /^field marks.charge.state/],
      [
        text.replace('"timeS":300', '"timeS":"300"'),
        /^field notes\[0\].timeS is "300": give a number/,
      ],
    ];
    for (const [bad, words] of damaged) {
      const refused = roastHeaderForm.read(bad);
      expect(refused).toMatchObject({ ok: false, code: 'store.corrupt' });
      expect(refused).toHaveProperty('message', expect.stringMatching(words));
    }
  });
});

it('a span of a machine with one source need not say whose its streams are', () => {
  const sourceId = `source_${'1'.padStart(32, '0')}`;
  const stream = { stream: 'main', channels: [], intervalS: 1 };
  const span = { sourceIds: [sourceId], streams: [stream], startUs: 0, endUs: null };
  const read = roastSpanForm.read(JSON.stringify(span));
  expect(read.ok && read.value.streams).toEqual([{ ...stream, sourceId }]);
});
