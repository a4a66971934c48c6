import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { capture } from './capture.ts';
import type { BrokenState, CutsDone } from './cut-power.ts';
import { cutPowerInParallel } from './cut-power-in-parallel.ts';
import type { Plant } from './plants.ts';

/** How much is recorded and how many power cuts are tried on it. */
export interface PowerCutPlan {
  readonly strace: string;
  readonly states: number;
  readonly seed: number;
  /** Of the recording: long enough and the logs are written back in it, and begun anew. */
  readonly seconds: number;
  /** A mistake in the recording station, to see that it is found. */
  readonly plant: Plant | null;
}

export interface PowerCutReport extends CutsDone {
  readonly operations: number;
  readonly syncs: number;
  readonly promises: number;
}

/** Records once and cuts the power at many moments of it. */
export async function powerCuts(plan: PowerCutPlan): Promise<PowerCutReport> {
  const place = mkdtempSync(join(tmpdir(), 'artisan-traced-'));
  try {
    const { strace, seconds, plant, states, seed } = plan;
    const recording = await capture({ strace, place, seconds, plant });
    const work = { recording, states, seed };
    const count = (kind: string): number =>
      recording.operations.filter((operation) => operation.kind === kind).length;
    return {
      ...(await cutPowerInParallel(work, availableParallelism())),
      operations: recording.operations.length,
      syncs: count('sync'),
      promises: count('tell'),
    };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** A broken state in a line. */
export function brokenText({ afterOperations, fate, what }: BrokenState): string {
  const more = what.length > 1 ? ` and ${what.length - 1} more` : '';
  return `power cut after operation ${afterOperations}, ${fate}: ${what[0]}${more}`;
}
