import { cpSync } from 'node:fs';
import { ArtisanError } from '@artisan-ts/domain';
import type { MissionStore, ReadingStore, RoastStore } from '@artisan-ts/runtime';
import {
  buildMachine,
  buildReading,
  builtSourceId,
  describeMissionStore,
  describeReadingStore,
  describeRoastStore,
  type StoreUnderTest,
} from '@artisan-ts/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OpenStore, openParts } from '#open-parts.ts';
import { openStore, openStoreReadOnly } from '#store.ts';
import { makeTempFolder, type TempFolder } from '#testing/temp-folder.ts';

interface StorePorts {
  readonly readings: ReadingStore;
  readonly roasts: RoastStore;
  readonly missions: MissionStore;
}

/** A store in a folder of its own. A process that dies leaves exactly the files as they lie at that moment. */
async function inThisThread<Part extends keyof StorePorts>(
  part: Part,
): Promise<StoreUnderTest<StorePorts[Part]>> {
  const temp = makeTempFolder();
  const opened: OpenStore[] = [];
  const open = (folder: string): StorePorts[Part] => {
    const parts = openParts({ folder, mode: 'write' });
    opened.push(parts);
    return asPort<StorePorts[Part]>(parts[part]);
  };
  return {
    store: open(temp.make('life-1')),
    reopen: async () => {
      const before = temp.path(`life-${opened.length}`);
      const after = temp.path(`life-${opened.length + 1}`);
      cpSync(before, after, { recursive: true });
      return open(after);
    },
    dispose: async () => {
      for (const parts of opened) parts.close();
      temp.remove();
    },
  };
}

/** Answers as the thread does: later, and with copies. */
function asPort<Port>(part: object): Port {
  const answer =
    (name: string) =>
    async (...args: unknown[]): Promise<unknown> => {
      const operation = (part as Record<string, (...given: unknown[]) => unknown>)[name];
      return structuredClone(operation?.apply(part, structuredClone(args)));
    };
  const get = (_: object, name: string | symbol) =>
    name in part ? answer(String(name)) : undefined;
  return new Proxy({}, { get }) as Port;
}

// Without the thread, which treats all methods alike (client.test.ts): starting one takes longer than all of these.
describeReadingStore(() => inThisThread('readings'));
describeRoastStore(() => inThisThread('roasts'));
describeMissionStore(() => inThisThread('missions'));

const withCode = (code: string) => (error: unknown) =>
  error instanceof ArtisanError && error.code === code;

describe('a store opened to be read', () => {
  let temp: TempFolder;
  beforeEach(() => {
    temp = makeTempFolder();
  });
  afterEach(() => temp.remove());

  it('sees what a running station writes, and refuses to change it', async () => {
    const folder = temp.path('data');
    const station = await openStore({ folder });
    const viewer = await openStoreReadOnly({ folder });
    await station.readings.append([buildReading(0)]);
    await station.roasts.saveMachine(buildMachine());
    expect((await viewer.readings.newest(builtSourceId))?.seq).toBe(0);
    expect(await viewer.roasts.machines()).toEqual([buildMachine()]);
    const refused = [
      viewer.readings.append([buildReading(1)]),
      viewer.roasts.saveMachine(buildMachine()),
    ];
    for (const each of refused) {
      await expect(each).rejects.toSatisfy(withCode('store.read-only'));
    }
    await viewer.close();
    await station.close();
  });

  it('says that nothing was ever stored where no store is', async () => {
    const opening = openStoreReadOnly({ folder: temp.path('nowhere') });
    await expect(opening).rejects.toSatisfy(withCode('store.unavailable'));
  });
});
