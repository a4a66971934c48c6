import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type RandomStream, seededStream } from '@artisan-ts/domain';
import { dataFolderName, type Recording } from './capture.ts';
import { brokenPromises } from './check-state.ts';
import { CrashDisk, type Fate, type Remains } from './crash-disk.ts';
import { Promises } from './promises.ts';

export interface PowerCuts {
  readonly recording: Recording;
  /** An empty folder to rebuild states in; memory is best. */
  readonly place: string;
  readonly states: number;
  readonly seed: number;
  /** Does every `of`-th state, from `index` on: several processes share the work. */
  readonly share: { readonly index: number; readonly of: number };
}

/** A state in which something acknowledged is missing or that does not open. */
export interface BrokenState {
  /** The power failed after so many operations. */
  readonly afterOperations: number;
  readonly fate: Fate;
  readonly what: readonly string[];
}

export interface CutsDone {
  readonly tried: number;
  readonly broken: readonly BrokenState[];
}

interface Cut {
  readonly after: number;
  readonly fate: Fate;
  readonly chance: RandomStream;
}

/**
 * Cuts the power at moments of a recording, rebuilds what the disk may hold then and opens it with the store. Half of the
 * states walk through the recording evenly, with everything and with nothing of what was not synced; when there are enough of
 * them, that is every operation. The other half leave a random selection, whole and torn, at random moments.
 */
export function cutPower(work: PowerCuts): CutsDone {
  const { operations, root } = work.recording;
  const disk = new CrashDisk();
  const promises = new Promises();
  const broken: BrokenState[] = [];
  const cuts = planned(work);
  let done = 0;
  for (const { after, fate, chance } of cuts) {
    for (; done < after; done++) {
      const operation = operations[done];
      if (operation === undefined) continue;
      disk.do(operation);
      if (operation.kind === 'tell') promises.hear(operation.text);
    }
    rebuild(disk.cut(fate, chance), root, work.place);
    const what = brokenPromises(join(work.place, dataFolderName), promises);
    if (what.length > 0) broken.push({ afterOperations: after, fate, what });
    rmSync(join(work.place, dataFolderName), { recursive: true, force: true });
  }
  return { tried: cuts.length, broken };
}

function planned({ recording, states, seed, share }: PowerCuts): readonly Cut[] {
  const count = recording.operations.length;
  const walked = Math.ceil(states / 2);
  const cuts = Array.from({ length: states }, (_, number): Cut => {
    const chance = seededStream(seed, `power cut ${number}`);
    if (number >= walked) {
      return { after: 1 + Math.floor(chance.next() * count), fate: 'some arrives', chance };
    }
    const after = 1 + Math.floor((number / walked) * count);
    return { after, fate: number % 2 === 0 ? 'nothing arrives' : 'everything arrives', chance };
  });
  return cuts
    .filter((_, number) => number % share.of === share.index)
    .sort((a, b) => a.after - b.after);
}

function rebuild(remains: Remains, root: string, place: string): void {
  for (const [path, content] of remains) {
    const at = join(place, path.slice(root.length));
    mkdirSync(content === null ? at : dirname(at), { recursive: true });
    if (content !== null) writeFileSync(at, content);
  }
}
