import type { LiveEvent } from '#station.ts';

/** What happened, before the hub puts the durable cursor on it. */
export type LiveNews = LiveEvent extends infer Event
  ? Event extends LiveEvent
    ? Omit<Event, 'cursor'>
    : never
  : never;
