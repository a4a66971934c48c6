import { markKinds } from '@artisan-ts/domain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parseSettings } from '#driver-settings.ts';
import * as contracts from '#index.ts';
import { checkAgainst, wrongWords } from '#wrong-fields.ts';

function wordsOf(schema: z.ZodType, value: unknown): string {
  const checked = checkAgainst(schema, value);
  return checked.ok ? '' : wrongWords(checked.wrong, 'the body');
}

const machineId = `machine_${'1'.repeat(32)}`;

describe('what is wrong is said by the name of the field, as it was sent, with what to give', () => {
  test.each<[string, z.ZodType, unknown, string]>([
    [
      'an empty name',
      contracts.addMachineBody,
      { name: ' ' },
      'name is empty: give text of 1 to 80 characters',
    ],
    [
      'a name that is too long',
      contracts.addCoffeeBody,
      { name: 'x'.repeat(300) },
      'name has 300 characters: give text of 1 to 200 characters',
    ],
    ['a missing name', contracts.addCoffeeBody, {}, 'name is missing: give a name'],
    [
      'a port that is no number',
      contracts.stationConfig,
      { port: 'abc' },
      'port is "abc": give a whole number from 0 to 65535',
    ],
    [
      'a port out of range',
      contracts.stationConfig,
      { port: 70_000 },
      'port is 70000: give a whole number from 0 to 65535',
    ],
    [
      'a mark that does not exist',
      contracts.markBody,
      { kind: 'foo', action: 'set' },
      `kind is "foo": give one of ${markKinds.join(', ')}`,
    ],
    [
      'a misspelt field',
      contracts.markBody,
      { kind: 'drop', action: 'set', tiem: 3 },
      'tiem is no field here: leave it out, or name one of kind, action, at',
    ],
    [
      'a number deep in lists',
      contracts.addCuppingBody,
      { title: 'x', form: 'sca2004', samples: [{ roastId: 7 }], tasters: ['Ana'] },
      'samples[0].roastId is 7: give an id: roast_ and 32 digits of 0-9 and a-f',
    ],
    [
      'a query that is no number',
      contracts.listRoastsQuery,
      { limit: 'many' },
      'limit is "many": give a whole number from 1 to 200',
    ],
    [
      'one of two forms, by the nearer one',
      contracts.changeMachineBody,
      { sources: [{ driver: 5 }] },
      'sources[0].driver is 5: give text of at least 1 character',
    ],
    [
      'none of two forms',
      contracts.markBody,
      { kind: 'drop', action: 'move', at: 17 },
      'at is 17: give an object with monoUs, or an object with timeS',
    ],
    [
      'both of two forms',
      contracts.markBody,
      { kind: 'drop', action: 'move', at: { timeS: 1, monoUs: 2 } },
      'at does not fit: give an object with monoUs, or an object with timeS',
    ],
    ['an empty list for an object', contracts.markBody, [], 'the body is a list: give an object'],
    [
      'a number beyond the whole numbers',
      contracts.pushBody,
      { values: { bt: 1 }, seq: 1e20 },
      'seq is 100000000000000000000: give a whole number of at most 9007199254740991',
    ],
    [
      'a name that a table does not have',
      contracts.changeSheetBody,
      { itemId: `sample_${'1'.repeat(32)}`, scores: { taste: 8 } },
      'scores.taste is no field here: leave it out, or name one of ',
    ],
    [
      'two misspelt fields',
      contracts.setLeverBody,
      { lever: 'burner', value: 1, valeu: 2, levr: 3 },
      'valeu is no field here: leave it out, or name one of lever, value; levr is no field here: leave it out',
    ],
    [
      'a value of several kinds',
      contracts.pushBody,
      { values: { bt: true } },
      'values.bt is true: give a number, or one of not-connected, ',
    ],
    ['nothing at all', contracts.markBody, null, 'the body is missing: give an object with kind, '],
    ['a list in its place', contracts.markBody, [1], 'the body is a list: give an object with '],
    [
      'a broker of no kind',
      contracts.stationConfig,
      { broker: { kind: 'kafka' } },
      'broker.kind is "kafka": give one of off, embedded, external',
    ],
    [
      'a device without its machine',
      contracts.addIdentityBody,
      { name: 'probe', role: 'device' },
      'machineId is missing: give the one machine that a device speaks for; agents and ',
    ],
    [
      'an agent with a machine',
      contracts.addIdentityBody,
      { name: 'probe', role: 'agent', machineId },
      'machineId is "machine_11111111111111111111111111111111": give the one machine ',
    ],
    [
      'a channel that cannot be called so',
      contracts.pushBody,
      { values: { ['x'.repeat(41)]: 1 } },
      `values.${'x'.repeat(40)}... cannot be called so: give it text of 1 to 40 characters as its name`,
    ],
  ])('%s', (_what, schema, value, words) => {
    expect(wordsOf(schema, value).slice(0, words.length)).toBe(words);
  });

  test('a setting of a driver is said with its unit', () => {
    const delay = { name: 'delayS', label: 'Delay', help: '', kind: 'number' } as const;
    const fields = [{ ...delay, min: 1, max: 60, unit: 's', integer: true }] as const;
    for (const delayS of ['abc', 0, 1.5]) {
      expect(parseSettings(fields, { delayS })).toMatchObject({
        message: `delayS is ${JSON.stringify(delayS)}: give a whole number from 1 to 60 s`,
      });
    }
  });
});

describe('what may be a secret is not said again', () => {
  test.each([
    [contracts.addPersonBody, { name: 'Ana', roles: ['admin'], pin: '12a4' }],
    [contracts.addPersonBody, { name: 'Ana', roles: ['admin'], pin: 9124 }],
    [contracts.stationConfig, { broker: { kind: 'external', url: 'mqtt://me:9124@host' } }],
    [
      contracts.stationConfig,
      { broker: { kind: 'embedded', credentials: { username: 'me', password: '9124' } } },
    ],
    [contracts.stationConfig, { missionsDatabase: 'postgres://me:9124@host/db' }],
    [contracts.markBody, '9124'],
  ] as const)('%#', (schema, value) => {
    const words = wordsOf(schema, value);
    expect(words).toMatch(/does not fit: give |is text: give /);
    expect(words).not.toMatch(/9124|12a4/);
  });
});

test('of many wrong fields the first are told, and that there are more', () => {
  const values = Object.fromEntries(Array.from({ length: 16 }, (_, at) => [`t${at}`, true]));
  expect(wordsOf(contracts.pushBody, { values })).toMatch(/; values\.t2 is true: .*; and 13 more/);
  const values5000 = Object.fromEntries(Array.from({ length: 5_000 }, (_, at) => [`t${at}`, true]));
  const checked = checkAgainst(contracts.pushBody, { values: values5000 });
  expect(checked.ok ? 0 : checked.wrong.length).toBe(20);
});

const schemas = Object.entries(contracts).flatMap(([name, value]) =>
  value instanceof z.ZodType ? [[name, value] as const] : [],
);
const foreignWords = /\b(too small|too big|invalid|expected|received|unrecognized)\b/i;

/** Something that is nearly what the schema takes: its own fields, with anything or nothing in them, and others. */
function near(schema: z.core.$ZodType, depth = 0): fc.Arbitrary<unknown> {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const anything = fc.jsonValue({ maxDepth: 2 });
  if (depth > 4) return anything;
  const inside = (each: z.core.$ZodType): fc.Arbitrary<unknown> => near(each, depth + 1);
  switch (def.type) {
    case 'object': {
      const shape = Object.entries(def.shape).map(([key, each]) => [key, inside(each)]);
      const own = fc.record(Object.fromEntries(shape), { requiredKeys: [] });
      const more = fc.option(fc.dictionary(fc.string(), anything, { maxKeys: 2 }), { nil: {} });
      const both = fc.tuple(own, more).map(([one, other]) => ({ ...other, ...one }));
      return fc.oneof({ weight: 9, arbitrary: both }, anything);
    }
    case 'array':
      return fc.oneof(fc.array(inside(def.element), { maxLength: 3 }), anything);
    case 'record':
      return fc.oneof(fc.dictionary(fc.string(), inside(def.valueType), { maxKeys: 2 }), anything);
    case 'union':
      return fc.oneof(...def.options.map(inside), anything);
    case 'literal':
      return fc.oneof(fc.constantFrom(...def.values), anything);
    case 'enum':
      return fc.oneof(fc.constantFrom(...Object.values(def.entries)), anything);
    case 'optional':
    case 'nullable':
    case 'default':
      return inside(def.innerType);
    case 'pipe':
      return inside(def.in);
    case 'number':
      return fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), anything);
    case 'string':
      return fc.oneof(fc.string(), fc.string({ minLength: 100, maxLength: 5_000 }), anything);
    default:
      return anything;
  }
}

test.each(schemas)('%s: whatever is sent, the words are ours, and few', (_name, schema) => {
  expect(schemas.length).toBeGreaterThan(80);
  fc.assert(
    fc.property(near(schema), (value) => {
      const checked = checkAgainst(schema, value);
      if (checked.ok) return;
      const words = wrongWords(checked.wrong, 'the body');
      expect(words).not.toMatch(foreignWords);
      expect(words).not.toMatch(/undefined|\[object|: give ?$|\n/);
      expect(words.length).toBeLessThan(1_400);
      for (const { path, says } of checked.wrong) {
        expect(says).toMatch(/^(is|has|does|cannot) .+: \S+/);
        expect(says.length).toBeLessThan(340);
        expect(path).toBeInstanceOf(Array);
      }
      expect(checked.wrong).not.toEqual([]);
    }),
    { numRuns: 60 },
  );
});
