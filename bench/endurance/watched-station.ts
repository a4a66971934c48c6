import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { StationClient } from '../../apps/station/src/client/station-client.ts';
import { StationProcess } from '../../apps/station/test/station-process.ts';
import { type Confinement, confinement } from './confine.ts';
import type { WatchLook } from './watch.ts';

/** A real station on one core, held to little memory, that tells how it does from inside. */
export interface WatchedStation {
  readonly process: StationProcess;
  readonly client: StationClient;
  readonly confinement: Confinement;
  /** The newest look from inside; null before the first. */
  look(): WatchLook | null;
  dispose(): Promise<void>;
}

const watcher = fileURLToPath(new URL('./watch.ts', import.meta.url));

/** Starts a station; `heapMib` bounds the heap of its main thread, `under` starts it in turn. */
export async function startWatched(parts: {
  readonly memoryMib: number;
  readonly heapMib: number;
  readonly collects: boolean;
  readonly under: readonly string[];
  /** What its `config.json` holds. */
  readonly config?: Readonly<Record<string, unknown>>;
}): Promise<WatchedStation> {
  const look = join(process.cwd(), `.cache/bench-watch-${process.pid}.json`);
  const held = confinement(parts.memoryMib * 1024 * 1024);
  const station = new StationProcess({
    under: [...held.under, ...parts.under],
    nodeFlags: [
      `--max-old-space-size=${parts.heapMib}`,
      ...(parts.collects ? ['--expose-gc'] : []),
      '--import',
      watcher,
    ],
    env: { ARTISAN_BENCH_WATCH: look },
  });
  writeFileSync(join(station.dataFolder, 'config.json'), JSON.stringify(parts.config ?? {}));
  await station.start();
  return {
    process: station,
    client: new StationClient({ url: station.file.url, dataFolder: station.dataFolder }),
    confinement: held,
    look: () => (existsSync(look) ? (JSON.parse(readFileSync(look, 'utf8')) as WatchLook) : null),
    dispose: async () => {
      await station.dispose();
      held.release();
    },
  };
}
