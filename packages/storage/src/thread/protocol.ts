import type { ErrorCode } from '@artisan-ts/domain';
import type { MissionStore, PeopleStore, ReadingStore, RoastStore } from '@artisan-ts/runtime';
import type { MissionChecks } from '#missions/broken-invariants.ts';
import type { OpenMode } from '#sqlite/database-file.ts';

/** A port as the thread that owns the database offers it: each method is one whole operation, done when it returns. */
export type Synchronous<Port> = {
  readonly [Method in keyof Port]: Port[Method] extends (
    ...args: infer Args
  ) => Promise<infer Answer>
    ? (...args: Args) => Answer
    : never;
};

/** What the store's thread offers: the ports, by part. */
export interface StoreParts {
  readonly readings: Synchronous<ReadingStore>;
  readonly roasts: Synchronous<RoastStore>;
  readonly missions: Synchronous<MissionStore & MissionChecks>;
  readonly people: Synchronous<PeopleStore>;
}

/** What the thread is started with. */
export interface StoreThreadOptions {
  readonly folder: string;
  readonly mode: OpenMode;
}

/** One call. `open` comes first and `close` last. */
export interface StoreRequest {
  readonly id: number;
  readonly part: keyof StoreParts | 'thread';
  readonly method: string;
  readonly args: readonly unknown[];
}

/** Its answer; an error crosses as code and message. */
export type StoreResponse = { readonly id: number } & (
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: ErrorCode; readonly message: string }
);
