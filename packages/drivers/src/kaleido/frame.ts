/** What a Kaleido says in one line: `{0,BT:25.3,ET:30.1,…}`. */
export interface KaleidoStatus {
  /** The state of the machine, as it numbers it. */
  readonly sid: number;
  /** By tag; a value that is no number stays text. */
  readonly tags: ReadonlyMap<string, string>;
}

/** The questions there are; no other line is ever sent. `TU` says in which unit to answer. */
export const kaleidoQueries = {
  hello: '{[PI]}',
  celsius: '{[TU C]}',
  fahrenheit: '{[TU F]}',
  read: '{[RD A0]}',
} as const;
export type KaleidoQuery = (typeof kaleidoQueries)[keyof typeof kaleidoQueries];

const statusForm = /^\{(\d{1,4})((?:,[A-Z]{2}:[^,:{}]{0,40})*)\}$/;

/** A status, or null: the line is none. Believed whole or not at all. */
export function parseStatus(text: string): KaleidoStatus | null {
  const [, sid, rest = ''] = statusForm.exec(text) ?? [];
  if (sid === undefined) return null;
  const pairs = rest.split(',').filter((pair) => pair !== '');
  return {
    sid: Number(sid),
    tags: new Map(pairs.map((pair) => [pair.slice(0, 2), pair.slice(3).trim()])),
  };
}

/** A status as the machine says it: what a simulator needs. */
export function statusText(sid: number, tags: Readonly<Record<string, string | number>>): string {
  const pairs = Object.entries(tags).map(([tag, value]) => `,${tag}:${value}`);
  return `{${sid}${pairs.join('')}}`;
}
