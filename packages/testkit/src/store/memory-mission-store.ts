import { createHash } from 'node:crypto';
import type { Mission } from '@artisan-ts/kernel';
import { type MissionStore, missionOperations } from '@artisan-ts/runtime';
import { Journal } from '#disk/journal.ts';
import type { SimulatedDisk } from '#disk/simulated-disk.ts';
import { MemoryMissionTables } from '#store/memory-mission-tables.ts';
import type { MemoryRoastStore } from '#store/memory-roast-store.ts';

/** One call that changed something: played again it changes the same. */
interface Call {
  readonly method: keyof MissionStore;
  readonly args: readonly unknown[];
}

type Operations = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;

/** A store of missions on a simulated disk, with the ways a test looks into it. */
export interface MemoryMissionStore extends MissionStore {
  readonly all: () => readonly Mission[];
}

/**
 * Missions on a simulated disk, of the closings that a roast store committed. Calls that change something are lines of a
 * journal, played again after a crash: the operations have no clock and no chance of their own.
 */
export function memoryMissionStore(
  disk: SimulatedDisk,
  roasts: Pick<MemoryRoastStore, 'outbox'>,
): MemoryMissionStore {
  const tables = new MemoryMissionTables(() =>
    roasts.outbox.filter(({ kind }) => kind === 'roast.closed'),
  );
  const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest();
  const operations = missionOperations(tables, sha256, (_, work) =>
    work(),
  ) as unknown as Operations;
  const run = ({ method, args }: Call): unknown => {
    try {
      const answer = operations[method]?.(...args);
      return answer;
    } catch (error) {
      tables.takeBack();
      throw error;
    }
  };
  const journal = new Journal<Call>(disk, 'missions');
  for (const call of journal.recover()) {
    run(call);
    tables.keep();
  }
  const commit = (call: Call): Promise<unknown> => {
    let answer: unknown;
    return journal.commit(
      () => {
        // Tried first: what changes nothing is not written, and nobody sees a change before the disk has it.
        answer = structuredClone(run(call));
        return { entry: tables.takeBack() ? call : null, answer: () => answer };
      },
      (written) => {
        run(written);
        tables.keep();
      },
    );
  };
  const methods = Object.keys(operations) as (keyof MissionStore)[];
  const calls = methods.map((method) => [
    method,
    (...args: readonly unknown[]) => commit({ method, args: structuredClone(args) }),
  ]);
  // Every operation of the port by its own name: what it takes and gives is the port's.
  const port = Object.fromEntries(calls) as MissionStore;
  return { ...port, all: () => [...tables.missions.values()] };
}
