import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { btChannel, ok, type Sample } from '@artisan-ts/domain';
import type { DriverKind, SampleSink } from '@artisan-ts/runtime';
import { expect, test } from 'vitest';
import { isolatedDriver } from '#bridge/isolated-driver.ts';
import { SystemClock } from '#platform/system-clock.ts';

const program = fileURLToPath(new URL('../../test/misbehaving-driver.ts', import.meta.url));

const leaking = fileURLToPath(new URL('../../test/leaking-driver.ts', import.meta.url));

const kind: DriverKind = {
  name: 'any',
  label: 'Any',
  origin: 'measured',
  fields: [],
  describe: () =>
    ok({
      settings: {},
      streams: [{ stream: 'main', channels: [btChannel], intervalS: 1 }],
      levers: [],
      clockRate: 1,
    }),
  create: () => {
    throw new Error('the driver is not made in this process');
  },
};

function deviceThat(how: string) {
  const startChild = () => fork(program, [how], { execArgv: [], serialization: 'advanced' });
  const isolated = isolatedDriver(kind, { folder: null, startChild });
  return isolated.create({}, new SystemClock());
}

function listening() {
  const samples: Sample[] = [];
  const ignore = (): void => undefined;
  const sink: SampleSink = {
    connected: ignore,
    mark: ignore,
    hint: ignore,
    lever: ignore,
    sample: (sample) => samples.push(sample),
  };
  return { samples, sink };
}

test.each([
  ['crashes', 'driver.process', 'SIGSEGV'],
  ['exits', 'driver.process', 'code 3'],
  ['throws', 'driver.port-busy', 'somebody has it'],
  ['hangs', 'driver.process', 'does not answer'],
])(
  'a driver that %s ends its own run and nothing else; what it read before is here',
  async (how, code, words) => {
    const { samples, sink } = listening();
    const run = deviceThat(how).reading.run(sink, new AbortController().signal);
    await expect(run).rejects.toMatchObject({ code, message: expect.stringContaining(words) });
    expect(samples).toHaveLength(1);
  },
);

test('a driver that leaks ends its own run before it takes the memory of the computer', async () => {
  const { samples, sink } = listening();
  const startChild = () => fork(leaking, [], { execArgv: [], serialization: 'advanced' });
  const isolated = isolatedDriver(kind, { folder: null, startChild });
  const run = isolated
    .create({}, new SystemClock())
    .reading.run(sink, new AbortController().signal);
  await expect(run).rejects.toMatchObject({
    code: 'driver.process',
    message: expect.stringMatching(/took \d{3} MB of memory and was ended/),
  });
  expect(samples).toHaveLength(1);
});

test('a driver that is told to stop ends, and its process with it', async () => {
  const { samples, sink } = listening();
  const stop = new AbortController();
  const run = deviceThat('behaves').reading.run(
    {
      ...sink,
      sample: (sample) => {
        samples.push(sample);
        stop.abort();
      },
    },
    stop.signal,
  );
  await expect(run).resolves.toBeUndefined();
  expect(samples).toHaveLength(1);
});
