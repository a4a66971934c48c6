/** Something that was noted during a roast, as the chart tells it. Seconds from charge. */
export interface SceneNote {
  readonly timeS: number;
  /** Short enough to stand beside a tick on the time axis. */
  readonly words: string;
  /** The station noted it (sleep, a clock that was set, a restart, lost readings), not a person. */
  readonly byStation: boolean;
}

/** A note as a roast carries it. */
export interface NoteToShow {
  readonly timeS: number;
  readonly text: string;
  readonly byStation: boolean;
}

/** Longer words belong beside the chart, not on it. */
const wordsMax = 56;
const lessMax = 24;

/** The notes of a roast for its chart, in the order of time: of each its first sentence, of a person's a few words. */
export function sceneNotes(
  notes: readonly NoteToShow[],
  span: { readonly fromS: number; readonly toS: number },
): readonly SceneNote[] {
  return notes
    .filter(({ timeS }) => timeS >= span.fromS && timeS <= span.toS)
    .map(({ timeS, text, byStation }) => ({
      timeS,
      words: cut(firstSentence(text), byStation ? wordsMax : lessMax),
      byStation,
    }))
    .sort((a, b) => a.timeS - b.timeS);
}

/** A full stop within a number ends nothing. */
function firstSentence(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return /^.*?(?=[.:!?](?:\s|$))/.exec(line)?.[0] ?? line;
}

function cut(words: string, max: number): string {
  if (words.length <= max) return words;
  const whole = words.slice(0, max).replace(/\s+\S*$/, '');
  return `${whole === '' ? words.slice(0, max - 1) : whole}…`;
}
