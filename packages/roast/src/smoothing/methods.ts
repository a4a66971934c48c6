import type { Smoothing } from '@artisan-ts/domain';

/** What a person should know about a way to draw a curve. */
export interface SmoothingDescription {
  /** Seconds it looks back; null where that depends on how often is read. */
  readonly windowS: number | null;
  /** How far it runs behind a curve that rises evenly, in seconds; null where that depends on how often is read. */
  readonly lagS: number | null;
  readonly label: string;
  readonly meaning: string;
}

/** The lag of a straight line where it is shown: none at its end, half of its window in its middle. */
export const lineSmoothings = {
  end20: { windowS: 20, lagS: 0 },
  middle10: { windowS: 10, lagS: 5 },
} as const;

/** Every way by name. All look back only; rates, marks, warnings and digits are of the readings, whatever is drawn. */
export const smoothings: Readonly<Record<Smoothing, SmoothingDescription>> = {
  asRead: {
    windowS: 0,
    lagS: 0,
    label: 'As read',
    meaning: 'Every reading as it came.',
  },
  end20: {
    ...lineSmoothings.end20,
    label: '20 s line',
    meaning:
      'Where the straight line through the last 20 s ends. Not behind a curve that rises evenly; a bend is whole after 20 s, and overshot a little before.',
  },
  middle10: {
    ...lineSmoothings.middle10,
    label: '10 s mean',
    meaning: 'The mean of the last 10 s, weighed by time. Calm; 5 s behind.',
  },
  artisan3: {
    windowS: null,
    lagS: null,
    label: 'Artisan 3',
    meaning:
      'What Artisan draws with its default settings: the mean of three readings, the newer the heavier; two thirds of a sampling interval behind.',
  },
};
