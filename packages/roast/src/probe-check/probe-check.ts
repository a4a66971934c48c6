/** What a probe says while a person checks it. Values in °C, oldest first; null: missing. */
export interface ProbeTrace {
  readonly id: string;
  readonly label: string;
  readonly valuesC: readonly (number | null)[];
}

/** What is thought of the probes of a machine that stands cold. */
export type RoomVerdict =
  /** No probe has a value yet. */
  | { readonly verdict: 'waiting' }
  | { readonly verdict: 'plausible' }
  /** Warmer than a room: the machine was roasting, or it is wrong. */
  | { readonly verdict: 'warm'; readonly probes: readonly string[] }
  | { readonly verdict: 'apart'; readonly warmer: string; readonly cooler: string }
  /** Numbers of a room in °F that are taken for °C. */
  | { readonly verdict: 'fahrenheit'; readonly probes: readonly string[] }
  /** No room is like that: leads the wrong way round, another divider, an open probe. */
  | { readonly verdict: 'impossible'; readonly probes: readonly string[] };

/** What happened to the probes since a person began to warm one of them with their hand. */
export type WarmVerdict =
  | { readonly verdict: 'waiting'; readonly roseC: number }
  | { readonly verdict: 'right'; readonly roseC: number }
  /** Another one rose: the names are swapped, or another probe was warmed. */
  | { readonly verdict: 'other'; readonly probe: string; readonly roseC: number }
  | { readonly verdict: 'several'; readonly probes: readonly string[] }
  /** It fell while it was warmed: its two leads are the wrong way round. */
  | { readonly verdict: 'reversed'; readonly fellC: number };

/** A workshop in winter and in summer. */
const roomC = { min: -5, max: 45 };
/** The same as a reader of °F would print it, as far as it is too hot for a room in °C. */
const roomF = { min: 50, max: 100 };
/** Colder than any workshop, hotter than any roaster: no probe says that. */
const possibleC = { min: -40, max: 450 };
/** Probes of one cold machine that differ by more do not measure the same room. */
const apartC = 8;
/** A hand warms a bare probe by 8 to 12 °C within a minute; noise and draught stay well below this. */
const roseMinC = 3;
/** The warmed probe rises by this many times what the others do. */
const clearRatio = 2;
/** So many values make the level from which a rise is counted. */
const levelCount = 3;

/** Judges the newest values of probes that should all show the temperature of the room. */
export function roomVerdict(probes: readonly ProbeTrace[]): RoomVerdict {
  const known = probes.flatMap(({ label, valuesC }) => {
    const valueC = valuesC.findLast((value) => value !== null) ?? null;
    return valueC === null ? [] : [{ label, valueC }];
  });
  if (known.length === 0) return { verdict: 'waiting' };
  const labelsOf = (is: (valueC: number) => boolean): string[] =>
    known.filter(({ valueC }) => is(valueC)).map(({ label }) => label);
  const impossible = labelsOf((valueC) => valueC < possibleC.min || valueC > possibleC.max);
  if (impossible.length > 0) return { verdict: 'impossible', probes: impossible };
  const isWarm = ({ valueC }: { readonly valueC: number }): boolean => valueC > roomC.max;
  if (known.every((each) => isWarm(each) && each.valueC >= roomF.min && each.valueC <= roomF.max)) {
    return { verdict: 'fahrenheit', probes: known.map(({ label }) => label) };
  }
  const cold = labelsOf((valueC) => valueC < roomC.min);
  if (cold.length > 0) return { verdict: 'impossible', probes: cold };
  if (known.some(isWarm)) return { verdict: 'warm', probes: labelsOf((v) => v > roomC.max) };
  const byValue = known.toSorted((a, b) => a.valueC - b.valueC);
  const [coolest, warmest] = [byValue[0], byValue.at(-1)];
  if (coolest && warmest && warmest.valueC - coolest.valueC > apartC) {
    return { verdict: 'apart', warmer: warmest.label, cooler: coolest.label };
  }
  return { verdict: 'plausible' };
}

/** Judges which probe a hand is warming; `warmedId` is the one it should be. Traces begin when the hand does. */
export function warmVerdict(probes: readonly ProbeTrace[], warmedId: string): WarmVerdict {
  const moved = probes.map((probe) => ({ ...probe, riseC: riseOf(probe.valuesC) }));
  const warmed = moved.find(({ id }) => id === warmedId);
  const riseC = warmed?.riseC ?? 0;
  const byRise = moved.toSorted((a, b) => b.riseC - a.riseC);
  const [first, second] = byRise;
  if (first === undefined || first.riseC < roseMinC) {
    return riseC <= -roseMinC
      ? { verdict: 'reversed', fellC: -riseC }
      : { verdict: 'waiting', roseC: Math.max(0, riseC) };
  }
  if (second !== undefined && second.riseC * clearRatio > first.riseC) {
    return {
      verdict: 'several',
      probes: byRise.filter((each) => each.riseC * clearRatio > first.riseC).map((p) => p.label),
    };
  }
  if (first.id === warmedId) return { verdict: 'right', roseC: first.riseC };
  return { verdict: 'other', probe: first.id, roseC: first.riseC };
}

/** How far the newest value stands above the level of the first ones; 0 where there are too few. */
function riseOf(valuesC: readonly (number | null)[]): number {
  const values = valuesC.filter((value) => value !== null);
  const last = values.at(-1);
  if (values.length <= levelCount || last === undefined) return 0;
  const level = values.slice(0, levelCount).toSorted((a, b) => a - b)[1] ?? last;
  return last - level;
}
