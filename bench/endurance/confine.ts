import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A limit of memory that the operating system holds a process to. */
export interface Confinement {
  /** What was done, in words. */
  readonly words: string;
  /** Whether the system ever had to refuse memory; null when it cannot say. */
  hits(): number | null;
  /** Takes the limit away, after the process ended. */
  release(): void;
}

const root = '/sys/fs/cgroup';

/**
 * Holds a process and all its threads to so many bytes, page cache included, by a control group of version 1 or 2. A
 * computer that gives us none says so: then the limit of the heap is all there is.
 */
export function confine(pid: number, bytes: number): Confinement {
  const isFirst = existsSync(join(root, 'memory'));
  const folder = join(root, isFirst ? 'memory' : '', `artisan-bench-${pid}`);
  const limit = isFirst ? 'memory.limit_in_bytes' : 'memory.max';
  const mib = Math.round(bytes / 1024 / 1024);
  try {
    mkdirSync(folder);
    writeFileSync(join(folder, limit), String(bytes));
    writeFileSync(join(folder, 'cgroup.procs'), String(pid));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { words: `no control group (${why})`, hits: () => null, release: () => undefined };
  }
  return {
    words: `control group of ${mib} MiB, page cache included`,
    hits: () => {
      if (!isFirst) return Number(/^max (\d+)$/m.exec(read(folder, 'memory.events'))?.[1]);
      return Number(/^oom_kill (\d+)$/m.exec(read(folder, 'memory.oom_control'))?.[1]);
    },
    release: () => rmdirSync(folder),
  };
}

function read(folder: string, name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}
