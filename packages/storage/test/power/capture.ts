import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { invariant, seededStream } from '@artisan-ts/domain';
import { CrashDisk } from './crash-disk.ts';
import type { DiskOperation } from './disk-operation.ts';
import type { Plant } from './plants.ts';
import { readTrace, tracedCalls } from './strace-text.ts';

/** Everything a recording did to its data folder, and what it told meanwhile. */
export interface Recording {
  /** The folder that the recording made its data folder in. */
  readonly root: string;
  readonly operations: readonly DiskOperation[];
}

export interface CaptureParts {
  readonly strace: string;
  /** An empty place to work in. */
  readonly place: string;
  readonly seconds: number;
  readonly plant: Plant | null;
}

/** The folder of a recording in its root. */
export const dataFolderName = 'data';

/** A page of SQLite is 4,096 bytes and a text that strace cut off would be noticed. */
const textBytesMax = 1_000_000;

/** Records on a real disk under strace. What was captured, done again in memory, gives the files that lie there. */
export async function capture({ strace, place, seconds, plant }: CaptureParts): Promise<Recording> {
  const root = join(place, 'recording');
  const tracePath = join(place, 'trace');
  const tellPath = join(root, 'promises');
  mkdirSync(root, { recursive: true });
  const script = fileURLToPath(new URL('./record.ts', import.meta.url));
  const flags = ['-f', '-y', '-xx', '-s', `${textBytesMax}`, '-o', tracePath, '--seccomp-bpf'];
  const recorder = [process.execPath, script, join(root, dataFolderName), tellPath, `${seconds}`];
  const child = spawn(strace, [...flags, '-e', `trace=${tracedCalls}`, ...recorder, plant ?? ''], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  await once(child, 'exit');
  // strace ends itself by the signal that ended what it traced.
  invariant(child.signalCode === 'SIGKILL', 'the recording ends by its own power cut');
  const operations = await readTrace(tracePath, root, tellPath);
  rmSync(tracePath);
  const recording = { root, operations };
  checkWhole(recording);
  return recording;
}

function checkWhole({ root, operations }: Recording): void {
  const disk = new CrashDisk();
  for (const operation of operations) disk.do(operation);
  const files = disk.cut('everything arrives', seededStream(0, 'none'));
  invariant(files.size > 0, 'the recording left files');
  for (const [path, content] of files) {
    if (content === null || !path.startsWith(join(root, dataFolderName))) continue;
    const isSame = existsSync(path) && readFileSync(path).equals(content);
    invariant(isSame, `${path} as it was traced is ${path} as it lies there`);
  }
}
