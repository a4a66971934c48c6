import { totalmem } from 'node:os';
import { getHeapSpaceStatistics, getHeapStatistics } from 'node:v8';
import type { MemoryUse } from '@artisan-ts/runtime';

const mib = 1024 * 1024;

/**
 * Below this the program would die in the middle of a roast: a station that is roasted on all day holds 35 MB, a
 * roast that is drawn and a screen that catches up need as much again for a moment.
 */
const heapMinMib = 64;

/** What the whole process needs, its threads and their code included: one machine was roasted on in 128, and a quarter more. */
const computerMinMib = 160;

/** Where V8 was told nothing, so much of its limit is for what lives long. */
const longLivedShare = 0.75;

/** What this process may use, as far as it can be known. Units: MiB. */
export interface MemoryLimits {
  /** For what lives long in the heap of the main thread. */
  readonly heapMib: number;
  /** For everything: of the computer, or of the container. */
  readonly computerMib: number;
}

/** In words for a person why this process has too little memory to begin; null when it has enough. */
export function memoryProblem(
  { heapMib, computerMib }: MemoryLimits = memoryLimits(),
): string | null {
  if (heapMib < heapMinMib) {
    return `Too little memory: the program may use ${heapMib} MiB for itself and needs ${heapMinMib} to go on through a roast. Nothing was started. Take --max-old-space-size out of NODE_OPTIONS, or make it ${heapMinMib} or more.`;
  }
  if (computerMib < computerMinMib) {
    return `Too little memory: this computer or container has ${computerMib} MiB and the station needs ${computerMinMib} to go on through a roast. Nothing was started. Give it more; 512 MiB is enough.`;
  }
  return null;
}

/** How much of its memory the program uses for what lives long, garbage included. */
export function memoryUse(): MemoryUse {
  const longLived = getHeapSpaceStatistics().filter(
    ({ space_name }) => !space_name.startsWith('new_'),
  );
  const usedBytes = longLived.reduce((sum, { space_used_size }) => sum + space_used_size, 0);
  return { usedBytes, limitBytes: memoryLimits().heapMib * mib };
}

/** V8 tells one limit for all of its heap; the one that ends a program is for what lives long. */
function memoryLimits(): MemoryLimits {
  const flags = [...(process.env['NODE_OPTIONS'] ?? '').split(/\s+/), ...process.execArgv];
  const said = flags.flatMap(
    (flag) => /^--max[-_]old[-_]space[-_]size=(\d+)$/.exec(flag)?.[1] ?? [],
  );
  const otherwise = (getHeapStatistics().heap_size_limit * longLivedShare) / mib;
  const container = process.constrainedMemory();
  const total = totalmem();
  return {
    heapMib: Math.floor(Number(said.at(-1) ?? otherwise)),
    computerMib: Math.floor((container > 0 ? Math.min(container, total) : total) / mib),
  };
}
