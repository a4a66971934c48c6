import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A limit of memory that the operating system holds a process to. */
export interface Confinement {
  /** What was done, in words. */
  readonly words: string;
  /** The program and its arguments that start another within the limit, from its first page on. */
  readonly under: readonly string[];
  /** How often the system had to refuse memory for good; null when it cannot say. */
  hits(): number | null;
  /** Takes the limit away, after the process ended. */
  release(): void;
}

const root = '/sys/fs/cgroup';
let count = 0;

/**
 * Holds a process and all its threads to so many bytes, page cache included, by a control group of version 1 or 2. A
 * computer that gives us none says so: then the limit of the heap is all there is.
 */
export function confinement(bytes: number): Confinement {
  const isFirst = existsSync(join(root, 'memory'));
  count += 1;
  const folder = join(root, isFirst ? 'memory' : '', `artisan-bench-${process.pid}-${count}`);
  const mib = Math.round(bytes / 1024 / 1024);
  try {
    mkdirSync(folder);
    writeFileSync(join(folder, isFirst ? 'memory.limit_in_bytes' : 'memory.max'), String(bytes));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const words = `no control group (${why})`;
    return { words, under: [], hits: () => null, release: () => undefined };
  }
  return {
    words: `control group of ${mib} MiB, page cache included`,
    under: ['sh', '-c', 'echo $$ > "$0/cgroup.procs" && exec "$@"', folder],
    hits: () => {
      const file = join(folder, isFirst ? 'memory.oom_control' : 'memory.events');
      return Number(/^oom_kill (\d+)$/m.exec(readFileSync(file, 'utf8'))?.[1]);
    },
    release: () => rmdirSync(folder),
  };
}
