import type { MarkKind } from '@artisan-ts/domain';

/** What a machine says in one JSON object, understood as far as its form goes. */
export interface WebSocketMessage {
  /** The number of the question that this answers; null: nobody asked. */
  readonly id: number | null;
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly mark: MarkKind | null;
}

/** A message that was understood, or null: it is none. */
export function parseMessage(text: string): WebSocketMessage | null {
  const object = parsedObject(text);
  if (object === null) return null;
  const { id, data } = object;
  return {
    id: typeof id === 'number' && Number.isSafeInteger(id) ? id : null,
    data: isObject(data) ? data : null,
    mark: markOf(object['pushMessage'], data),
  };
}

function parsedObject(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Buttons of a machine, in the words of Artisan's protocol. */
const events: Readonly<Record<string, MarkKind>> = {
  colorChangeEvent: 'dryEnd',
  firstCrackBeginningEvent: 'fcStart',
  firstCrackEndEvent: 'fcEnd',
  secondCrackBeginningEvent: 'scStart',
  secondCrackEndEvent: 'scEnd',
};

function markOf(push: unknown, data: unknown): MarkKind | null {
  if (push === 'startRoasting') return 'charge';
  if (push === 'endRoasting') return 'drop';
  if (push !== 'addEvent' || !isObject(data)) return null;
  const { event } = data;
  return typeof event === 'string' && Object.hasOwn(events, event) ? (events[event] ?? null) : null;
}

/** A question as the protocol spells it. */
export function questionText(command: string, id: number, roasterID: number): string {
  return JSON.stringify({ command, id, roasterID });
}

/** Whether a line is this question, with whatever number, and nothing else. */
export function isQuestion(line: string, command: string, roasterID: number): boolean {
  const id = parsedObject(line)?.['id'];
  return typeof id === 'number' && line === questionText(command, id, roasterID);
}
