import type { RoastDto } from '@artisan-ts/contracts';
import {
  type MarkKind,
  type Result,
  type RoastId,
  secondsAfter,
  usPerSecond,
} from '@artisan-ts/domain';
import type { LiveEvent, StoredRoast } from '@artisan-ts/runtime';
import type { Machine } from './machine.ts';
import type { Act } from './scenario.ts';
import type { Stage } from './stage.ts';

/** Two moments so close are one mark's. */
const sameMarkS = 30;

/** What a person pressed. */
export interface Press {
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
  readonly #stage: Pick<Stage, 'isQuiet'>;
  readonly #blame: (what: string) => void;

  constructor(stage: Pick<Stage, 'isQuiet'>, blame: (what: string) => void) {
    this.#stage = stage;
    this.#blame = blame;
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
    } else if (answer.code.startsWith('store.') && this.#stage.isQuiet) {
      this.#blame(`${machine.name}: ${act.kind} was refused: ${answer.message}`);
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
            Math.abs((mark.monoUs ?? 0) / usPerSecond - atS) < sameMarkS,
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
