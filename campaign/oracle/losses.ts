import { usPerSecond } from '@artisan-ts/domain';
import type { StoredRoast } from '@artisan-ts/runtime';
import type { Machine } from '../world/machine.ts';
import type { World } from '../world/world.ts';
import type { StoredRow } from './stored-rows.ts';

/** What of the roasts of a machine was lost because memory was full is told in them. */
export function checkLosses(
  world: World,
  machine: Machine,
  rows: readonly StoredRow[],
  roasts: readonly StoredRoast[],
): readonly string[] {
  const { name } = machine.lead;
  const stored = new Set(rows.map(({ monoUs }) => monoUs));
  return world.truth.lives.flatMap(({ delivered, deliveredS, crowded, savedS }) => {
    const samples = delivered.get(name) ?? [];
    const lost = [...(crowded.get(name) ?? [])].filter(
      (seq) => !stored.has(samples[seq]?.monoUs ?? -1),
    );
    return roasts.flatMap(({ header, span }) => {
      const own = lost.filter((seq) => {
        const atUs = samples[seq]?.monoUs ?? -1;
        return span !== null && atUs >= span.startUs && atUs <= (span.endUs ?? atUs);
      });
      const [first] = own;
      // A program that died before its disk took anything again could tell nobody.
      if (first === undefined || savedS <= (deliveredS.get(name)?.[first] ?? savedS)) return [];
      const sinceS = ((samples[first]?.monoUs ?? 0) - (span?.startUs ?? 0)) / usPerSecond;
      const isTold = header.notes.some(
        ({ timeS, text }) => timeS >= sinceS - 1 && /\blost\b/.test(text),
      );
      return isTold
        ? []
        : [
            `${machine.name}: ${own.length} readings of ${header.title} were lost from ${sinceS.toFixed(0)} s on, and nothing in it tells so`,
          ];
    });
  });
}
