import type { MachineDto, SampleEvent } from '@artisan-ts/contracts';
import type { MarkKind } from '@artisan-ts/domain';

/** What Artisan asks in one JSON object. */
export type Asked =
  | { readonly kind: 'data'; readonly id: number; readonly roasterID: number }
  /** A command that would set something, or nothing that can be understood. */
  | { readonly kind: 'refused'; readonly id: number | null; readonly why: string };

/** Numbers of machines that are asked for by number. */
const roasterIdMax = 1_000_000;

/** Understands one object of a message. Only questions are answered: their command begins with `get`. */
export function askedIn(text: string): Asked {
  const object = parsedObject(text);
  if (object === null) return refused(null, 'this is no JSON object');
  const { command } = object;
  const { id } = object;
  if (!isCount(id)) return refused(null, 'id: a whole number is wanted');
  if (typeof command !== 'string' || !/^get\w{0,60}$/.test(command)) {
    return refused(id, 'only questions that begin with get are answered; nothing is set here');
  }
  const roasterID = object['roasterID'] ?? 0;
  if (!isCount(roasterID) || roasterID > roasterIdMax) {
    return refused(id, 'roasterID: a whole number from 0 is wanted');
  }
  return { kind: 'data', id, roasterID };
}

function refused(id: number | null, why: string): Asked {
  return { kind: 'refused', id, why };
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function parsedObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Readonly<Record<string, unknown>>) : null;
  } catch {
    // Whoever sent it is told so.
    return null;
  }
}

/** Digits behind the point: more than any probe has. */
const digits = 3;

/**
 * The newest values of a machine by the label of their channel (`BT`, `ET`) and by their field (`btC`). Temperatures in
 * °C. What is missing is left out.
 */
export function dataOf(
  { channels }: Pick<MachineDto, 'channels'>,
  newest: SampleEvent['channels'],
): Readonly<Record<string, number>> {
  const data: Record<string, number> = {};
  for (const { field, label } of channels) {
    const value = newest[field] ?? null;
    if (value === null) continue;
    const rounded = Number(value.toFixed(digits));
    data[field] = rounded;
    if (!Object.hasOwn(data, label)) data[label] = rounded;
  }
  return data;
}

/** The answer to a question. */
export function answerText(id: number, data: Readonly<Record<string, number>>): string {
  return JSON.stringify({ id, data });
}

/** Why there is no answer. */
export function refusalText(id: number | null, why: string): string {
  return JSON.stringify(id === null ? { error: why } : { id, error: why });
}

const events: Partial<Record<MarkKind, string>> = {
  dryEnd: 'colorChangeEvent',
  fcStart: 'firstCrackBeginningEvent',
  fcEnd: 'firstCrackEndEvent',
  scStart: 'secondCrackBeginningEvent',
  scEnd: 'secondCrackEndEvent',
};

/** A mark as Artisan hears of it; null: it has no word for it. */
export function pushText(kind: string): string | null {
  if (kind === 'charge') return JSON.stringify({ pushMessage: 'startRoasting' });
  if (kind === 'drop') return JSON.stringify({ pushMessage: 'endRoasting' });
  const event = Object.hasOwn(events, kind) ? events[kind as MarkKind] : undefined;
  return event === undefined ? null : JSON.stringify({ pushMessage: 'addEvent', data: { event } });
}
