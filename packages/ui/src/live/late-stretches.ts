/** A stretch of the machine's axis, ends included, whose readings came late. */
export interface LateStretch {
  readonly fromUs: number;
  readonly toUs: number;
}

/** Further apart two late readings are two stretches. */
const togetherUs = 10_000_000;
/** A line that fails more often than this is told of as one. */
const stretchesMax = 40;

/** Where readings came late, as few stretches in the order of time. */
export class LateStretches {
  #stretches: readonly LateStretch[] = [];

  get all(): readonly LateStretch[] {
    return this.#stretches;
  }

  add(atUs: number): void {
    const isNear = ({ fromUs, toUs }: LateStretch): boolean =>
      atUs >= fromUs - togetherUs && atUs <= toUs + togetherUs;
    const near = this.#stretches.filter(isNear);
    const others = this.#stretches.filter((stretch) => !isNear(stretch));
    const joined = {
      fromUs: Math.min(atUs, ...near.map(({ fromUs }) => fromUs)),
      toUs: Math.max(atUs, ...near.map(({ toUs }) => toUs)),
    };
    const ordered = [...others, joined].toSorted((a, b) => a.fromUs - b.fromUs);
    this.#stretches = ordered.slice(-stretchesMax);
  }
}
