import { telemetryTopic } from '@artisan-ts/contracts';
import {
  buildSample,
  builtBootId,
  builtMachineId,
  builtSourceId,
  mainStream,
  recordingLogger,
  SimulatedClock,
} from '@artisan-ts/testkit';
import { describe, expect, it } from 'vitest';
import { Bus } from '#bus/bus.ts';
import { DeadLetters } from '#ingest/dead-letters.ts';
import { Ingest, type IngestedReading } from '#ingest/ingest.ts';
import { Sequences } from '#ingest/sequences.ts';
import { telemetryOf } from '#source/telemetry.ts';

function fixture(hasRoom: () => boolean = () => true) {
  const logger = recordingLogger();
  const bus = new Bus(logger);
  const taken: IngestedReading[] = [];
  const clock = new SimulatedClock();
  const deadLetters = new DeadLetters({ clock, logger, store: null });
  new Ingest({
    bus,
    logger,
    sequences: new Sequences(),
    deadLetters,
    sourceOf: (id) =>
      id === builtSourceId
        ? {
            machineId: builtMachineId,
            streams: [mainStream],
            boot: builtBootId,
            newestUsOf: () => null,
          }
        : null,
    accept: (reading) => {
      if (hasRoom()) taken.push(reading);
      return hasRoom();
    },
  });
  const origin = { machineId: builtMachineId, sourceId: builtSourceId, boot: builtBootId };
  const message = (seq: number, btC: number | null = 200) =>
    telemetryOf(buildSample(seq, btC), mainStream, { ...origin, seq });
  const send = (body: unknown, topic = telemetryTopic(message(0))) => bus.publish(topic, body);
  return { deadLetters, taken, message, send };
}

describe('ingest', () => {
  it('gives the reading that was sent, missing values with their reason', () => {
    const { taken, message, send } = fixture();
    send(message(0, null));
    expect(taken[0]).toMatchObject({
      isLate: false,
      reading: { ...buildSample(0, null), seq: 0, boot: builtBootId, sourceId: builtSourceId },
    });
  });

  it('takes each sequence number once', () => {
    const { taken, message, send } = fixture();
    for (const seq of [0, 1, 1, 4, 2, 2, 0]) send(message(seq));
    expect(taken.map(({ reading, isLate }) => [reading.seq, isLate])).toEqual([
      [0, false],
      [1, false],
      [4, false],
      [2, true],
    ]);
  });

  it('takes what found no room when it is offered again, as one that came late', () => {
    let hasRoom = true;
    const { taken, message, send } = fixture(() => hasRoom);
    send(message(0));
    hasRoom = false;
    for (const seq of [1, 2]) send(message(seq));
    hasRoom = true;
    for (const seq of [3, 1, 2, 1]) send(message(seq));
    expect(taken.map(({ reading, isLate }) => [reading.seq, isLate])).toEqual([
      [0, false],
      [3, false],
      [1, true],
      [2, true],
    ]);
  });

  it('makes a value that is no number a missing one', () => {
    const { taken, message, send } = fixture();
    send(message(0, Number.NaN));
    expect(taken[0]?.reading.values[0]).toBeNull();
    expect(taken[0]?.reading.missing[0]).toBe('unreadable');
  });

  it.each([
    ['no object', 'hello'],
    ['a foreign version', { ...fixture().message(0), v: 2 }],
    ['a negative time', { ...fixture().message(0), monoUs: -1 }],
    ['an unknown source', { ...fixture().message(0), sourceId: `source_${'f'.repeat(32)}` }],
    ['an unknown stream', { ...fixture().message(0), stream: 'other' }],
    ['an unknown channel', { ...fixture().message(0), channels: { btC: 1, etC: 2, gasPct: 3 } }],
    ['a topic of another machine', { ...fixture().message(0), machine: 'other' }],
  ])('sets aside %s', (_what, body) => {
    const { deadLetters, taken, send } = fixture();
    send(body);
    expect(taken).toEqual([]);
    expect(deadLetters.status().count).toBe(1);
  });
});
