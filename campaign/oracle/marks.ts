import type { RoastDto } from '@artisan-ts/contracts';
import {
  type MarkKind,
  type Result,
  type RoastId,
  secondsAfter,
  usPerSecond,
} from '@artisan-ts/domain';
import type { LiveEvent, StoredRoast } from '@artisan-ts/runtime';
import type { Machine } from '../world/machine.ts';
import type { Act } from '../world/person.ts';
import type { World } from '../world/world.ts';
import { gapS, type Sight } from './sight.ts';

/** A detected mark stands this close to what happened; roast-science holds it to 6 s on real roasts, noise and all. */
const nearS = 12;
/** Data that is missing around the moment moves it by its own length, and a break is looked for in what is left beside it. */
const besideBlindS = 30;

interface Press {
  readonly machine: Machine;
  readonly act: Act;
  /** Where on the axis. */
  readonly atS: number;
}

interface Suggestion {
  readonly machineId: string;
  readonly kind: MarkKind;
  readonly atS: number;
}

/** Remembers what people pressed and were answered, and what the station suggested. */
export class MarkWitness {
  readonly presses: Press[] = [];
  readonly suggestions: Suggestion[] = [];
  /** The last answer about each roast, and the kinds of which nobody knows what became since. */
  readonly #answered = new Map<
    string,
    { readonly roast: RoastDto; readonly unsure: Set<MarkKind> }
  >();
  readonly #world: () => World;

  constructor(world: () => World) {
    this.#world = world;
  }

  pressed(machine: Machine, act: Act): { answered(answer: Result<RoastDto>): void } {
    this.presses.push({ machine, act, atS: machine.onAxis(machine.nowS) });
    for (const { roast, unsure } of this.#answered.values()) {
      if (roast.machineId === machine.identity?.id) unsure.add(act.kind);
    }
    return { answered: (answer) => this.#hear(machine, act, answer) };
  }

  #hear(machine: Machine, act: Act, answer: Result<RoastDto>): void {
    if (answer.ok) {
      const before = this.#answered.get(answer.value.id)?.unsure ?? new Set();
      before.delete(act.kind);
      this.#answered.set(answer.value.id, { roast: answer.value, unsure: before });
    } else if (answer.code.startsWith('store.') && this.#world().isQuiet) {
      this.#world().truth.blame(`${machine.name}: ${act.kind} was refused: ${answer.message}`);
    }
  }

  /** Whether a person was told that this mark near that moment is kept. */
  isAcknowledged(machine: Machine, kind: MarkKind, atS: number): boolean {
    return [...this.#answered.values()].some(
      ({ roast, unsure }) =>
        roast.machineId === machine.identity?.id &&
        !unsure.has(kind) &&
        roast.marks.some(
          (mark) =>
            mark.kind === kind &&
            mark.state === 'confirmed' &&
            Math.abs((mark.monoUs ?? 0) / usPerSecond - atS) < besideBlindS,
        ),
    );
  }

  hear(event: LiveEvent): void {
    if (event.name !== 'mark' || event.data.action !== 'suggest' || event.data.monoUs === null)
      return;
    const { machineId, kind, monoUs } = event.data;
    this.suggestions.push({ machineId, kind: kind as MarkKind, atS: monoUs / usPerSecond });
  }

  /** What people were told is kept is kept. */
  lost(stored: (id: RoastId) => StoredRoast | null): readonly string[] {
    const broken: string[] = [];
    for (const { roast, unsure } of this.#answered.values()) {
      const found = stored(roast.id as RoastId);
      if (found === null) {
        broken.push(`${roast.title}, which was acknowledged, is not on disk`);
        continue;
      }
      for (const mark of roast.marks) {
        if (mark.state !== 'confirmed' || unsure.has(mark.kind)) continue;
        const kept = found.header.marks[mark.kind];
        const keptUs = kept && found.span && secondsAfter(found.span.startUs, kept.timeS);
        const isKept =
          kept?.state === 'confirmed' && kept.source === mark.source && keptUs === mark.monoUs;
        const history = kept?.history.length ?? 0;
        if (!isKept || history < mark.history.length) {
          broken.push(
            `${mark.kind} at ${mark.monoUs} us of ${roast.title} was acknowledged; on disk is ${kept?.state} ${kept?.source} at ${keptUs} us`,
          );
        }
      }
      for (const kind of ['charge', 'drop'] as const) {
        const isThere = roast.marks.some((mark) => mark.kind === kind);
        if (!isThere && !unsure.has(kind) && found.header.marks[kind]?.source === 'operator') {
          broken.push(`${kind} of ${roast.title} was taken back, and is on disk`);
        }
      }
    }
    return broken;
  }
}

/** No charge and no drop stands or was ever suggested where there was none. */
export function falseMarks(
  world: World,
  machine: Machine,
  sight: Sight,
  roasts: readonly StoredRoast[],
): readonly string[] {
  const broken: string[] = [];
  const { marks } = world.truth;
  for (const { header, span } of roasts) {
    for (const kind of ['charge', 'drop'] as const) {
      const mark = header.marks[kind];
      if (mark === undefined || span === null) continue;
      const atS = span.startUs / usPerSecond + mark.timeS;
      const isTrue =
        mark.source === 'operator'
          ? wasPressed(marks.presses, machine, kind, atS)
          : happened(machine, sight, kind, atS);
      if (!isTrue)
        broken.push(
          `${machine.name}: false ${kind} (${mark.source}, ${mark.state}) at ${atS.toFixed(1)} s of its axis; ${truly(machine, kind)}`,
        );
    }
  }
  for (const { machineId, kind, atS } of marks.suggestions) {
    if (machineId !== machine.identity?.id || (kind !== 'charge' && kind !== 'drop')) continue;
    if (!happened(machine, sight, kind, atS))
      broken.push(
        `${machine.name}: ${kind} was suggested at ${atS.toFixed(1)} s of its axis; ${truly(machine, kind)}`,
      );
  }
  return broken;
}

function happened(machine: Machine, sight: Sight, kind: 'charge' | 'drop', atS: number): boolean {
  const toleranceS = nearS + 2 * machine.plan.intervalS;
  return machine.drum.deeds.some((deed) => {
    if (deed.kind !== kind) return false;
    if (isBesideLost(machine, deed.atS, atS)) return true;
    const trueS = machine.onAxis(deed.atS);
    if (Math.abs(trueS - atS) <= toleranceS) return true;
    return sight.blind.some(
      ({ fromS, toS }) =>
        trueS >= fromS - besideBlindS &&
        trueS <= toS + besideBlindS &&
        atS >= fromS - besideBlindS &&
        atS <= toS + besideBlindS,
    );
  });
}

/** What happened while the computer was off shows where it was on again, wherever the axis went on. */
function isBesideLost(machine: Machine, deedS: number, atS: number): boolean {
  return machine.lost.some(({ fromS, toS }) => {
    const wasThen = deedS >= fromS - besideBlindS && deedS <= toS + besideBlindS;
    const ends = [machine.onAxis(fromS), machine.onAxis(toS)];
    return (
      wasThen && atS >= Math.min(...ends) - besideBlindS && atS <= Math.max(...ends) + besideBlindS
    );
  });
}

/** A press means the newest reading, or the suggestion beside it. */
function wasPressed(
  presses: readonly Press[],
  machine: Machine,
  kind: MarkKind,
  atS: number,
): boolean {
  const { speed } = machine.plan;
  return presses.some((press) => {
    const isSo =
      press.machine === machine && press.act.kind === kind && press.act.action !== 'undo';
    return isSo && press.atS >= atS - 2 * speed && press.atS <= atS + gapS(machine) + 2 * speed;
  });
}

function truly(machine: Machine, kind: 'charge' | 'drop'): string {
  const times = machine.drum.deeds.flatMap((deed) =>
    deed.kind === kind ? [machine.onAxis(deed.atS).toFixed(1)] : [],
  );
  return `there was one at ${times.join(', ')}`;
}
