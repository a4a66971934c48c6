import { ArtisanError, DurationMs, makeId } from '@artisan-ts/domain';
import { type DriverKind, type SampleSink, scaledClock } from '@artisan-ts/runtime';
import { aliveEveryMs, type ChildNews, type ChildTask } from '#bridge/child-messages.ts';
import { SystemClock } from '#platform/system-clock.ts';

/** The axis needs no name here: it belongs to one task. */
const unnamed = makeId('source', '0'.repeat(32));

/**
 * `artisan bridge --child`: runs one driver for the station that started this process, and ends with it. Whatever the
 * driver does to this process, the recorder is in another.
 */
export async function runDriverChild(kinds: readonly DriverKind[]): Promise<void> {
  const over = new AbortController();
  const task = new Promise<ChildTask>((resolve) => {
    process.once('message', (message) => {
      process.on('message', () => over.abort());
      resolve(message as ChildTask);
    });
  });
  // Without a station nobody wants the readings.
  process.once('disconnect', () => process.exit(0));
  const system = new SystemClock();
  say({ news: 'ready' });
  const alive = setInterval(() => say({ news: 'alive' }), aliveEveryMs);
  try {
    await perform(await task, kinds, system, over.signal);
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
  { what, driver, settings, axis }: ChildTask,
  kinds: readonly DriverKind[],
  system: SystemClock,
  signal: AbortSignal,
): Promise<void> {
  const kind = kinds.find(({ name }) => name === driver);
  if (kind === undefined)
    throw new ArtisanError('driver.unknown', `no driver is called "${driver}"`);
  const clock = scaledClock(system, { ...axis, sourceId: unnamed, systemBoot: '' });
  const { reading } = kind.create(settings, clock);
  if (what === 'test') await say({ news: 'report', report: await reading.test(signal) });
  else await reading.run(sink, signal);
}

const sink: SampleSink = {
  connected: () => void say({ news: 'connected' }),
  sample: (sample) => void say({ news: 'sample', sample }),
  mark: (kind, atUs) => void say({ news: 'mark', kind, atUs }),
  lever: (lever, value, atUs) => void say({ news: 'lever', lever, value, atUs }),
};

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
