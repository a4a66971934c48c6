import type { RoastSummary } from '@artisan-ts/contracts';
import type { RoastHeader, RoastId } from '@artisan-ts/domain';
import {
  type Expectations,
  type ExpectedKind,
  expectationOf,
  expectedKinds,
  type MilestonePlace,
  nothingExpected,
} from '@artisan-ts/roast';

/** So many closed roasts of a machine are looked at; the oldest of more are forgotten. */
const milestoneRoasts = 20;

type Places = Readonly<Partial<Record<ExpectedKind, MilestonePlace>>>;

/** Where people at one machine marked dry end and first crack in its closed roasts: where they are expected in the next one. */
export class MilestoneHabit {
  /** By id: ids grow with time. */
  readonly #places = new Map<RoastId, Places>();
  #expects: Expectations = nothingExpected;

  /** What is expected of a roast that begins now. */
  get expects(): Expectations {
    return this.#expects;
  }

  /** Takes what is known of a closed roast; a corrected one takes the place of what it was. */
  learn(header: Pick<RoastHeader, 'id' | 'marks'>, summary: Pick<RoastSummary, 'marks'>): void {
    this.#places.set(header.id, placesOf(header, summary));
    const ids = [...this.#places.keys()].sort();
    for (const old of ids.slice(0, -milestoneRoasts)) this.#places.delete(old);
    const places = (kind: ExpectedKind): MilestonePlace[] =>
      ids.flatMap((id) => this.#places.get(id)?.[kind] ?? []);
    this.#expects = {
      dryEnd: expectationOf('dryEnd', places('dryEnd')),
      fcStart: expectationOf('fcStart', places('fcStart')),
    };
  }
}

/** A suggestion that was confirmed tells nothing: the program chose its place. */
function placesOf(
  { marks }: Pick<RoastHeader, 'marks'>,
  summary: Pick<RoastSummary, 'marks'>,
): Places {
  if (marks.charge === undefined) return {};
  const places: Partial<Record<ExpectedKind, MilestonePlace>> = {};
  for (const kind of expectedKinds) {
    const mark = marks[kind];
    const at = summary.marks[kind];
    if (mark?.state !== 'confirmed' || mark.source === 'detected') continue;
    if (at?.btC !== null && at?.btC !== undefined) places[kind] = { btC: at.btC, timeS: at.timeS };
  }
  return places;
}
