import {
  Celsius,
  type MarkKind,
  markLabels,
  type TemperatureUnit,
  temperatureIn,
} from '@artisan-ts/domain';
import {
  leadInS,
  minutesAndSeconds,
  preheatAxis,
  rateAxis,
  type SceneAxis,
  temperatureAxis,
  temperatureExtremes,
  timeAxis,
} from '#scene/axes.ts';
import { missingStretches, type SceneColumns, type SceneGap } from '#scene/gaps.ts';
import { type LeverLane, leverLanes } from '#scene/lever-lanes.ts';
import { type PhaseBand, type PhaseChanges, phaseBands } from '#scene/phase-bands.ts';
import type { LabelSide } from '#scene/place-labels.ts';
import { type NoteToShow, type SceneNote, sceneNotes } from '#scene/scene-notes.ts';

/** A mark as the chart draws it. */
export interface SceneMark {
  readonly kind: MarkKind;
  readonly timeS: number;
  /** null when BT was missing there: the mark then stands on the time axis alone. */
  readonly btC: number | null;
  readonly suggested: boolean;
  /** `Dry end 150.1`. */
  readonly title: string;
  /** `4:58`, or `4:58, suggested`. */
  readonly detail: string;
  readonly sides: readonly LabelSide[];
}

/** The reference behind the roast, on the same time axis. */
export interface SceneBackground {
  readonly title: string;
  readonly columns: Pick<SceneColumns, 'timeS' | 'btC' | 'etC'>;
}

/** What a twin says of the roast with levers moved otherwise: one row a second, and the band it lies in. */
export interface ScenePrediction {
  /** What was asked: `Burner 60 % from 5:00`. */
  readonly title: string;
  /** Before this second nothing is predicted. */
  readonly fromS: number;
  /** The last second that was read: the forecast without the changes is drawn behind it. */
  readonly readS: number;
  readonly timeS: readonly number[];
  readonly btC: readonly number[];
  readonly lowC: readonly number[];
  readonly highC: readonly number[];
  readonly asItIsC: readonly number[];
}

/** Everything a chart of a roast shows but the live columns: what to draw, not how. Screen and report share it. */
export interface ChartScene {
  readonly unit: TemperatureUnit;
  readonly time: SceneAxis;
  readonly temperature: SceneAxis;
  readonly rate: SceneAxis;
  readonly bands: readonly PhaseBand[];
  readonly marks: readonly SceneMark[];
  readonly gaps: readonly SceneGap[];
  readonly notes: readonly SceneNote[];
  /** Stretches whose readings came late: true, and unknown to whoever roasted. */
  readonly late: readonly SceneGap[];
  readonly lanes: readonly LeverLane[];
  readonly background: SceneBackground | null;
  readonly prediction: ScenePrediction | null;
  /** From here on the rate of rise means something; null while it does not. */
  readonly rateFromS: number | null;
}

export interface ChartSceneInput {
  readonly unit: TemperatureUnit;
  readonly columns: SceneColumns;
  readonly intervalS: number;
  /** Whether second 0 is a charge: without one there are no phases. */
  readonly charged: boolean;
  /** The machine heats up for the next roast: second 0 is now. */
  readonly isPreheat?: boolean;
  readonly nowS: number;
  readonly changes: PhaseChanges;
  readonly marks: readonly {
    readonly kind: MarkKind;
    readonly timeS: number;
    readonly btC: number | null;
    readonly state: 'suggested' | 'confirmed';
  }[];
  readonly notes: readonly NoteToShow[];
  readonly late: readonly SceneGap[];
  readonly levers: Parameters<typeof leverLanes>[0];
  readonly leverChanges: Parameters<typeof leverLanes>[1];
  readonly background: SceneBackground | null;
  readonly prediction?: ScenePrediction | null;
}

/** Seconds after charge in which the probe falls towards the beans and its rate says nothing about them. */
export const rateMeaninglessS = 60;
/** After the turning point the window of the rate must have left the fall behind. */
export const rateAfterTurningPointS = 20;

/** Composes the scene of a roast, live or saved. */
export function chartScene(input: ChartSceneInput): ChartScene {
  const { unit, columns, prediction = null, isPreheat = false } = input;
  // A reference begins with its charge: before it there is nothing to lay it on.
  const background = isPreheat ? null : input.background;
  const endsS = [background, prediction && { columns: prediction }].map(
    (drawn) => drawn?.columns.timeS.at(-1) ?? 0,
  );
  const time = isPreheat
    ? preheatAxis()
    : timeAxis({ fromS: -leadInS, toS: Math.max(input.nowS, ...endsS) });
  return {
    unit,
    time,
    temperature: temperatureAxis(
      unit,
      temperatureExtremes([
        columns.btC,
        columns.etC,
        background?.columns.btC ?? [],
        background?.columns.etC ?? [],
        prediction?.lowC ?? [],
        prediction?.highC ?? [],
      ]),
    ),
    rate: rateAxis(unit),
    bands: input.charged ? phaseBands(input.changes, input.nowS) : [],
    marks: input.marks.map((mark) => sceneMark(mark, unit)),
    gaps: missingStretches(columns, input.intervalS),
    notes: sceneNotes(input.notes, { fromS: time.min, toS: time.max }),
    late: input.late.filter(({ fromS, toS }) => toS >= time.min && fromS <= time.max),
    lanes: leverLanes(input.levers, input.leverChanges, { fromS: time.min, toS: input.nowS }),
    background,
    prediction,
    rateFromS: input.charged ? rateFrom(input) : null,
  };
}

function rateFrom(input: ChartSceneInput): number {
  const turningPoint = input.marks.find((mark) => mark.kind === 'turningPoint');
  return turningPoint ? turningPoint.timeS + rateAfterTurningPointS : rateMeaninglessS;
}

/** The curve comes from the upper left and leaves to the upper right: each mark has its free corner. */
const sidesOf: Readonly<Partial<Record<MarkKind, readonly LabelSide[]>>> = {
  charge: ['belowLeft', 'aboveLeft', 'aboveRight'],
  turningPoint: ['belowLeft', 'below', 'belowRight'],
  drop: ['aboveLeft', 'belowRight', 'belowLeft', 'aboveRight'],
  // After drop the curves fall: what is free lies above and below them the other way round.
  coolEnd: ['aboveRight', 'belowLeft', 'belowRight', 'below', 'above'],
};
const usualSides: readonly LabelSide[] = [
  'aboveLeft',
  'belowRight',
  'above',
  'below',
  'belowLeft',
  'aboveRight',
];

/** Names short enough to stand beside a point. */
const chartLabels: Readonly<Partial<Record<MarkKind, string>>> = { turningPoint: 'TP' };

function sceneMark(mark: ChartSceneInput['marks'][number], unit: TemperatureUnit): SceneMark {
  const name = chartLabels[mark.kind] ?? markLabels[mark.kind];
  const value = mark.btC === null ? '' : temperatureIn(unit, Celsius(mark.btC)).toFixed(1);
  const time = minutesAndSeconds(mark.timeS);
  const isCharge = mark.kind === 'charge';
  const detail = isCharge ? value : time;
  return {
    kind: mark.kind,
    timeS: mark.timeS,
    btC: mark.btC,
    suggested: mark.state === 'suggested' && mark.kind !== 'turningPoint',
    title: isCharge || value === '' ? name : `${name} ${value}`,
    detail:
      mark.state === 'suggested' && mark.kind !== 'turningPoint' ? `${detail} suggested` : detail,
    sides: sidesOf[mark.kind] ?? usualSides,
  };
}
