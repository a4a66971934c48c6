import type { LeverChange, LeverId, Note, RoastRecord } from '@artisan-ts/domain';
import { encodeEscapedText } from '#alog/escaped-text.ts';
import { leverTypes, noteType, standardTypeNames, typeOfLever } from '#alog/event-types.ts';
import { encodeEventValue } from '#alog/event-value.ts';
import type { EventRow, EventSource } from '#alog/events.ts';
import { nearestTimeIndex } from '#alog/order.ts';
import { isFiniteNumber } from '#alog/write-values.ts';
import type { PyDict, PyValue } from '#python/value.ts';

interface WrittenRow {
  readonly index: number;
  readonly type: number;
  readonly value: PyValue;
  readonly text: PyValue;
}

/**
 * Writes lever changes and notes as events. An event of the file that the record still holds is written as it was,
 * in its old place; what is new is put in by time.
 *
 * `indexOf` gives the sample of an old row, whose index may have shifted.
 */
export function writeEvents(
  dict: PyDict,
  record: RoastRecord,
  source: EventSource | null,
  timeS: readonly number[],
): void {
  const types = typeOfLever(record.levers, source?.leverOfType ?? new Map());
  const changes = new Tally(
    record.leverChanges.filter((change) => change.state !== 'failed'),
    (change) => `${change.lever} ${change.timeS} ${change.value}`,
  );
  const notes = new Tally(record.notes, (note) => `${note.timeS} ${note.text}`);
  const kept: WrittenRow[] = [];
  for (const row of source?.rows ?? []) {
    if (!holds(row, changes, notes)) continue;
    kept.push({
      index: indexOfRow(row, timeS),
      type: row.type,
      value: isFiniteNumber(row.value) ? row.value : 0,
      text: typeof row.text === 'string' ? row.text : '',
    });
  }
  const added = [
    ...changes.left().map((change) => changeRow(change, record, types, timeS)),
    ...notes.left().map((note) => noteRow(note.timeS, note.text, timeS)),
  ];
  const rows = added.length === 0 ? kept : [...kept, ...added].sort((a, b) => a.index - b.index);
  dict.set(
    'specialevents',
    rows.map((row) => BigInt(row.index)),
  );
  dict.set(
    'specialeventstype',
    rows.map((row) => BigInt(row.type)),
  );
  dict.set(
    'specialeventsvalue',
    rows.map((row) => row.value),
  );
  dict.set(
    'specialeventsStrings',
    rows.map((row) => row.text),
  );
  writeNames(dict, record, source, types);
}

function indexOfRow(row: EventRow, timeS: readonly number[]): number {
  const at = row.change?.timeS ?? row.note?.timeS ?? 0;
  return timeS[row.index] === at ? row.index : Math.max(nearestTimeIndex(timeS, at), 0);
}

function holds(row: EventRow, changes: Tally<LeverChange>, notes: Tally<Note>): boolean {
  const hasChange = row.change === null || changes.has(row.change);
  const hasNote = row.note === null || notes.has(row.note);
  if (!hasChange || !hasNote) return false;
  if (row.change !== null) changes.take(row.change);
  if (row.note !== null) notes.take(row.note);
  return true;
}

function changeRow(
  change: LeverChange,
  record: RoastRecord,
  types: ReadonlyMap<LeverId, number>,
  timeS: readonly number[],
): WrittenRow {
  const lever = record.levers.find((spec) => spec.id === change.lever);
  const unit = lever?.unit ?? '%';
  const type = types.get(change.lever);
  // A file has four levers; what a fifth did is told in words.
  if (type === undefined) {
    const text = `${lever?.label ?? change.lever} ${change.value} ${unit}`;
    return noteRow(change.timeS, text, timeS);
  }
  // Values are whole on Artisan's screen: the text tells what is finer, or in another unit.
  const isPlain = unit === '%' && Number.isInteger(change.value);
  return {
    index: Math.max(nearestTimeIndex(timeS, change.timeS), 0),
    type,
    value: encodeEventValue(change.value),
    text: isPlain ? '' : encodeEscapedText(`${change.value} ${unit}`),
  };
}

function noteRow(atS: number, text: string, timeS: readonly number[]): WrittenRow {
  return {
    index: Math.max(nearestTimeIndex(timeS, atS), 0),
    type: noteType,
    value: 0,
    text: encodeEscapedText(text),
  };
}

function writeNames(
  dict: PyDict,
  record: RoastRecord,
  source: EventSource | null,
  types: ReadonlyMap<LeverId, number>,
): void {
  const names = [...(source?.names ?? standardTypeNames)];
  let isChanged = source === null || !dict.has('etypes');
  for (const lever of record.levers) {
    const type = types.get(lever.id);
    if (type === undefined || source?.leverOfType.has(type)) continue;
    isChanged ||= names[type] !== lever.label;
    names[type] = lever.label;
  }
  if (!isChanged) return;
  dict.set('etypes', names.map(encodeEscapedText));
  dict.set(
    'default_etypes',
    names.map((name, type) => name === standardTypeNames[type]),
  );
  dict.set(
    'default_etypes_set',
    names.slice(0, leverTypes + 1).map(() => 0n),
  );
}

/** A list from which items are taken by what they say, each as often as it is there. */
class Tally<Item> {
  readonly #items = new Map<string, Item[]>();
  readonly #keyOf: (item: Item) => string;

  constructor(items: readonly Item[], keyOf: (item: Item) => string) {
    this.#keyOf = keyOf;
    for (const item of items) {
      const same = this.#items.get(keyOf(item));
      if (same === undefined) this.#items.set(keyOf(item), [item]);
      else same.push(item);
    }
  }

  has(item: Item): boolean {
    return (this.#items.get(this.#keyOf(item))?.length ?? 0) > 0;
  }

  take(item: Item): void {
    this.#items.get(this.#keyOf(item))?.pop();
  }

  left(): Item[] {
    return [...this.#items.values()].flat();
  }
}
