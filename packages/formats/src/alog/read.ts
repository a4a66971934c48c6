import {
  btChannel,
  type Curve,
  etChannel,
  makeId,
  type NumberInputs,
  ok,
  type Result,
  type RoastId,
  type RoastRecord,
  refuse,
} from '@artisan-ts/domain';
import { type AlogComputed, readComputed } from '#alog/computed.ts';
import { type EventSource, leverSpecs, readEvents } from '#alog/events.ts';
import { type ExtraCurve, readExtraCurves } from '#alog/extra-curves.ts';
import { AlogFields, type LostField } from '#alog/fields.ts';
import { readInterval, readOrigin, readStart, readUnit, readWeights } from '#alog/head.ts';
import { readMarks } from '#alog/marks.ts';
import { readNumberInputs } from '#alog/number-inputs.ts';
import { readQuality } from '#alog/quality.ts';
import { internalValue } from '#alog/quantity.ts';
import { readSamples, type Samples } from '#alog/samples.ts';
import { unwritableKeys } from '#alog/unwritable.ts';
import { formatPythonLiteral } from '#python/format.ts';
import { parsePythonLiteral } from '#python/parse.ts';

/** What reading a file needs from outside. */
export interface ReadOptions {
  /** Names a roast whose file has no id of its own. */
  readonly newRoastId: () => RoastId;
}

/** A roast from a file, and what of the file it cannot hold. */
export interface ReadRoast {
  readonly record: RoastRecord;
  readonly lost: readonly LostField[];
  /** What its numbers depend on beside the record. */
  readonly inputs: NumberInputs;
  /** What Artisan worked out itself. */
  readonly computed: AlogComputed;
}

/** A file that was read, with where everything stood: what writing it back needs. */
export interface OpenAlog extends ReadRoast {
  readonly fields: AlogFields;
  readonly samples: Samples;
  readonly extras: readonly ExtraCurve[];
  readonly events: EventSource;
}

/**
 * Reads the text of an Artisan roast log.
 *
 * Times are the file's own, in seconds since its recording began, untouched. Keys that are not interpreted stay
 * in `record.foreign`.
 *
 * Errors: `format.not-alog`, `format.syntax`, `format.too-deep`, `format.too-large`, `format.invalid-field`,
 * `format.no-samples`.
 */
export function readAlog(text: string, options: ReadOptions): Result<ReadRoast> {
  const opened = openAlog(text, options);
  if (!opened.ok) return opened;
  const { record, lost, inputs, computed } = opened.value;
  return ok({ record, lost, inputs, computed });
}

/** What the numbers of an imported roast depend on beside its record; null for one that came from elsewhere. */
export function numberInputsOf(record: RoastRecord): NumberInputs | null {
  if (record.foreign === null) return null;
  const opened = openAlog(record.foreign.text, { newRoastId: () => record.id });
  return opened.ok ? opened.value.inputs : null;
}

/** The same, with where everything stood. */
export function openAlog(text: string, options: ReadOptions): Result<OpenAlog> {
  const literal = parsePythonLiteral(text);
  if (!literal.ok) return literal;
  if (!(literal.value instanceof Map)) {
    return refuse('format.not-alog', 'a roast log is one Python dict, this is another value');
  }
  const fields = new AlogFields(literal.value);
  const unit = readUnit(fields);
  if (!unit.ok) return unit;
  const samples = readSamples(fields);
  if (!samples.ok) return samples;
  const events = readEvents(fields, samples.value);
  const context = { fields, samples: samples.value, unit: unit.value, typeNames: events.names };
  const extras = readExtraCurves(context);
  const quality = readQuality(fields, unit.value);
  const record: RoastRecord = {
    id: readRoastId(fields, options),
    revision: 1,
    origin: readOrigin(fields),
    title: fields.escapedText('title'),
    machineId: null,
    configurationId: null,
    machineName: fields.escapedText('roastertype'),
    coffeeId: null,
    lotId: null,
    beans: fields.escapedText('beans'),
    displayUnit: unit.value,
    ...readStart(fields),
    clockRate: 1,
    intervalS: readInterval(fields, samples.value.timeS),
    closeReason: 'imported',
    ...readWeights(fields),
    roastingNotes: fields.escapedText('roastingnotes'),
    ...(quality !== null && { quality }),
    marks: readMarks(fields, samples.value),
    levers: leverSpecs(events),
    leverChanges: byTime(events.rows.flatMap((row) => row.change ?? [])),
    notes: byTime(events.rows.flatMap((row) => row.note ?? [])),
    curves: [...mainCurves(samples.value, unit.value), ...extras.map((extra) => extra.curve)],
    gaps: [],
    foreign: { format: 'alog', text },
  };
  for (const key of unwritableKeys(fields.dict)) {
    const name = typeof key === 'string' ? key : formatPythonLiteral(key);
    fields.lose(name, 'holds nan or inf, which no Python reads back: not kept');
  }
  const inputs = readNumberInputs(fields, {
    unit: unit.value,
    quality,
    levers: events.leverOfType,
  });
  const computed = readComputed(fields.dict, unit.value);
  const { lost } = fields;
  return ok({ record, lost, inputs, computed, fields, samples: samples.value, extras, events });
}

function mainCurves(samples: Samples, unit: 'C' | 'F'): Curve[] {
  const scale = { unit, quantity: 'temperature' } as const;
  const curve = (channel: Curve['channel'], values: Samples['bt']): Curve => ({
    channel,
    timeS: samples.timeS,
    values: values.map((value) => internalValue(scale, value)),
    missing: null,
  });
  const bt = curve(btChannel, samples.bt);
  return samples.et === null ? [bt] : [bt, curve(etChannel, samples.et)];
}

function readRoastId(fields: AlogFields, options: ReadOptions): RoastId {
  const hex = fields.text('roastUUID').replaceAll('-', '').toLowerCase();
  if (/^[0-9a-f]{32}$/.test(hex)) return makeId('roast', hex);
  if (hex !== '') fields.lose('roastUUID', 'is not 32 hex digits: the roast got a new id');
  return options.newRoastId();
}

function byTime<Item extends { readonly timeS: number }>(items: readonly Item[]): Item[] {
  return items.toSorted((a, b) => a.timeS - b.timeS);
}
