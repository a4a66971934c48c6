import type { Channel } from '@artisan-ts/domain';
import type { Clock, Device } from '@artisan-ts/runtime';
import { testByReading } from '#wire/connection-test.ts';
import type { Conversation } from '#wire/conversation.ts';
import { converse } from '#wire/converse.ts';
import type { QueryTransport } from '#wire/query-transport.ts';

/** A device that is read by a conversation and cannot be controlled. `asking`: what a test does, in words. */
export function readOnlyDevice<State, Frame>(parts: {
  readonly conversation: Conversation<State, Frame>;
  readonly transport: QueryTransport;
  readonly clock: Clock;
  readonly channels: readonly Channel[];
  readonly asking: string;
}): Device {
  return {
    reading: {
      run: (sink, signal) => converse({ ...parts, sink, signal }),
      test: (signal) => testByReading({ ...parts, signal }),
    },
    control: null,
    batch: null,
  };
}
