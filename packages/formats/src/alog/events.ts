import type { LeverChange, LeverId, LeverSpec, Note } from '@artisan-ts/domain';
import { decodeEscapedText } from '#alog/escaped-text.ts';
import { leverOfType, leverTypes, noteType, readTypeNames } from '#alog/event-types.ts';
import { decodeEventValue } from '#alog/event-value.ts';
import type { AlogFields } from '#alog/fields.ts';
import { laxInteger, laxNumber } from '#alog/lax.ts';
import { type Samples, timeOfFileIndex } from '#alog/samples.ts';
import type { PyValue } from '#python/value.ts';

/** One event of a file: what it means, and how the file says it. */
export interface EventRow {
  /** Index in the file, within its samples. */
  readonly index: number;
  readonly type: number;
  readonly value: PyValue;
  readonly text: PyValue;
  readonly change: LeverChange | null;
  readonly note: Note | null;
}

/** All events of a file. */
export interface EventSource {
  /** In the order of the file. */
  readonly rows: readonly EventRow[];
  readonly names: readonly string[];
  /** The levers that the events move. */
  readonly leverOfType: ReadonlyMap<number, LeverId>;
}

/** Reads the four `specialevents` lists. */
export function readEvents(fields: AlogFields, samples: Samples): EventSource {
  const drafts = readDrafts(fields, samples);
  const used = [0, 1, 2, 3].filter((type) => drafts.some((draft) => draft.type === type));
  const names = readTypeNames(fields);
  const levers = leverOfType(names, used);
  const rows = drafts.map((draft) => {
    const timeS = timeOfFileIndex(samples, draft.index);
    const text = typeof draft.text === 'string' ? decodeEscapedText(draft.text) : '';
    return {
      ...draft,
      change: changeOf(levers.get(draft.type), draft, timeS),
      note: noteOf(draft.type, text, timeS),
    };
  });
  return { rows, names, leverOfType: levers };
}

type Draft = Pick<EventRow, 'index' | 'type' | 'value' | 'text'>;

function readDrafts(fields: AlogFields, samples: Samples): Draft[] {
  const indexes = fields.list('specialevents') ?? [];
  const types = aligned(fields, 'specialeventstype', indexes.length);
  const values = aligned(fields, 'specialeventsvalue', indexes.length);
  const texts = aligned(fields, 'specialeventsStrings', indexes.length);
  const drafts: Draft[] = [];
  const repairs = { dropped: 0, moved: 0, untyped: 0 };
  for (const [row, entry] of indexes.entries()) {
    const index = laxInteger(entry);
    if (index === null) {
      repairs.dropped += 1;
      continue;
    }
    const inside = Math.min(Math.max(index, 0), samples.fileLength - 1);
    if (inside !== index) repairs.moved += 1;
    const type = laxInteger(types[row] ?? BigInt(noteType)) ?? -1;
    const isKnown = type >= 0 && type <= noteType;
    if (!isKnown) repairs.untyped += 1;
    drafts.push({
      index: inside,
      type: isKnown ? type : noteType,
      value: values[row] ?? 0,
      text: texts[row] ?? '',
    });
  }
  loseRepairs(fields, repairs, indexes.length);
  return drafts;
}

function aligned(fields: AlogFields, key: string, length: number): readonly PyValue[] {
  const list = fields.list(key) ?? [];
  if (fields.dict.has(key) && list.length !== length) {
    fields.lose(key, `has ${list.length} entries for ${length} events: cut or filled up`);
  }
  return list;
}

function loseRepairs(
  fields: AlogFields,
  repairs: { dropped: number; moved: number; untyped: number },
  count: number,
): void {
  const lose = (field: string, bad: number, what: string): void => {
    if (bad > 0) fields.lose(field, `${bad} of ${count} events ${what}`);
  };
  lose('specialevents', repairs.dropped, 'have no place in time: left out');
  lose('specialevents', repairs.moved, 'lie outside the samples: moved to the nearest');
  lose('specialeventstype', repairs.untyped, 'have a type that does not exist: read as notes');
}

function changeOf(lever: LeverId | undefined, draft: Draft, timeS: number): LeverChange | null {
  if (lever === undefined) return null;
  return {
    lever,
    timeS,
    value: decodeEventValue(laxNumber(draft.value) ?? 0),
    state: 'logged',
  };
}

/** What Artisan itself writes beside a value: a quantifier, an alarm that moved a slider, the number again. */
const machineText = /^(?:Q-?\d+|A\d+ \(S\d\)|-?[\d.]+ ?%?)?$/;

function noteOf(type: number, text: string, timeS: number): Note | null {
  if (type === noteType) return { id: null, timeS, text: text === '' ? 'Event' : text };
  return machineText.test(text) ? null : { id: null, timeS, text };
}

/** The levers of the record, with the range its values need. Artisan shows all of them from 0 to 100. */
export function leverSpecs(source: EventSource): LeverSpec[] {
  const types = [...source.leverOfType.keys()].filter((type) => type < leverTypes).sort();
  return types.map((type) => {
    const values = source.rows.flatMap((row) =>
      row.type === type && row.change ? row.change.value : [],
    );
    return {
      id: source.leverOfType.get(type) ?? '',
      label: source.names[type] ?? '',
      unit: '%',
      mode: 'logged',
      min: values.reduce((least, value) => Math.min(least, value), 0),
      max: values.reduce((most, value) => Math.max(most, value), 100),
      step: 5,
    };
  });
}
