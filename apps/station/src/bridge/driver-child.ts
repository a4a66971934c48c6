import { randomBytes } from 'node:crypto';
import { ArtisanError, DurationMs, type Sample } from '@artisan-ts/domain';
import { type DriverKind, type SampleSink, scaledClock } from '@artisan-ts/runtime';
import {
  aliveEveryMs,
  type ChildNews,
  type ChildOrder,
  type ChildPlace,
  type ChildTask,
} from '#bridge/child-messages.ts';
import { KeptSamples } from '#bridge/kept-samples.ts';
import { SystemClock } from '#platform/system-clock.ts';

/** The axis needs no name here: it belongs to one task. */

/**
 * `artisan bridge --child`: runs one driver for the station that started this process, and ends with it. Whatever the
 * driver does to this process, the recorder is in another.
 */
export async function runDriverChild(kinds: readonly DriverKind[]): Promise<void> {
  const over = new AbortController();
  const task = new Promise<ChildTask>((resolve) => {
    process.once('message', (message) => resolve(message as ChildTask));
  });
  // Without a station nobody wants the readings.
  process.once('disconnect', () => process.exit(0));
  const system = new SystemClock();
  say({ news: 'ready' });
  const alive = setInterval(
    () => say({ news: 'alive', rssBytes: process.memoryUsage.rss() }),
    aliveEveryMs,
  );
  try {
    await perform(await task, kinds, system, over);
    if (!over.signal.aborted)
      await say(ended(new ArtisanError('driver.lost', 'the device ended the connection')));
  } catch (error) {
    await say(ended(error));
  }
  clearInterval(alive);
  // What a driver left open must not keep the process: its port is free when it is gone.
  await system.sleep(DurationMs(0));
  process.exit(0);
}

async function perform(
  { what, driver, settings, axis, outbox }: ChildTask,
  kinds: readonly DriverKind[],
  system: SystemClock,
  over: AbortController,
): Promise<void> {
  const { signal } = over;
  const kind = kinds.find(({ name }) => name === driver);
  if (kind === undefined)
    throw new ArtisanError('driver.unknown', `no driver is called "${driver}"`);
  const clock = scaledClock(system, axis);
  const { reading } = kind.create(settings, clock);
  const kept = outbox === null ? null : openKept(outbox, system);
  process.on('message', (message) => {
    const order = message as ChildOrder;
    if (order === 'stop') over.abort();
    else kept?.forget(order.acknowledged);
  });
  if (what === 'test') return say({ news: 'report', report: await reading.test(signal) });
  void kept?.offer((sample, place) => say({ news: 'sample', sample, place }));
  await reading.run(sinkOf(kept), signal);
}

/** Samples that cannot be kept are read and told all the same. */
function openKept(path: string, system: SystemClock): KeptSamples | null {
  try {
    return new KeptSamples(path, randomBytes(16).toString('hex'), system.wallMs());
  } catch (error) {
    process.stderr.write(`what is read is not kept in ${path}: ${String(error)}\n`);
    return null;
  }
}

/** Each sample is on the disk of this process before it is told; whatever ends the station, the next one gets it. */
function sinkOf(kept: KeptSamples | null): SampleSink {
  return {
    connected: () => void say({ news: 'connected' }),
    sample: (sample) => {
      const place = placeOf(sample, kept);
      void say({ news: 'sample', sample, ...(place !== null && { place }) });
    },
    mark: (kind, atUs) => void say({ news: 'mark', kind, atUs }),
    hint: (hint, atUs) => void say({ news: 'hint', hint, atUs }),
    lever: (lever, value, atUs) => void say({ news: 'lever', lever, value, atUs }),
  };
}

function placeOf(sample: Sample, kept: KeptSamples | null): ChildPlace | null {
  try {
    return kept?.keep(sample) ?? null;
  } catch (error) {
    // A full disk here must not keep the sample from the station, which has a disk and a memory of its own.
    process.stderr.write(`a sample is not kept: ${String(error)}\n`);
    return null;
  }
}

function ended(error: unknown): ChildNews {
  const code = error instanceof ArtisanError ? error.code : 'defect.invariant';
  return { news: 'ended', code, message: error instanceof Error ? error.message : String(error) };
}

/** Resolves when it is on its way; a station that has gone away is told nothing. */
function say(news: ChildNews): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined || !process.connected) return resolve();
    process.send(news, () => resolve());
  });
}
