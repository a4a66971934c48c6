import type { Connection, Transport } from '@artisan-ts/runtime';
import { SimulatedClock } from '@artisan-ts/testkit';
import { expect, it } from 'vitest';
import { SampleLog } from '#conformance/sample-log.ts';
import type { Conversation } from '#wire/conversation.ts';
import { converse } from '#wire/converse.ts';
import { queriesOnly } from '#wire/query-transport.ts';

const nobody: Connection = {
  write: async () => undefined,
  onData: () => undefined,
  onClose: () => undefined,
  close: async () => undefined,
};

const silent: Conversation<null, never> = {
  framer: () => ({ push: () => [] }),
  open: () => ({ state: null, effects: [] }),
  decide: () => ({ state: null, effects: [] }),
  wakeUs: () => 1e12,
};

/** Told to stop so many turns of the event queue after the line was opened. */
async function stoppedAfter(turns: number): Promise<number> {
  const abort = new AbortController();
  const clock = new SimulatedClock();
  const transport: Transport = {
    description: 'a line',
    open: async () => {
      let turn = Promise.resolve();
      for (let left = turns; left > 0; left--) turn = turn.then(() => undefined);
      void turn.then(() => abort.abort());
      return nobody;
    },
  };
  const talk = converse({
    conversation: silent,
    transport: queriesOnly(transport, () => false),
    clock,
    sink: new SampleLog(),
    signal: abort.signal,
  });
  let isOver = false;
  void talk.then(() => {
    isOver = true;
  });
  await clock.advance(10);
  expect(isOver, `told to stop after ${turns} turns`).toBe(true);
  return clock.sleeping;
}

it('ends whenever it is told to stop, also while the line is just being handed over', async () => {
  for (let turns = 0; turns < 12; turns++) expect(await stoppedAfter(turns)).toBe(0);
});
