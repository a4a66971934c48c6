import type { MarkKind, TemperatureUnit } from '@artisan-ts/domain';
import {
  alignedTimeAxis,
  rateAxis,
  type SceneAxis,
  temperatureAxis,
  temperatureExtremes,
} from '#scene/axes.ts';
import { rateAfterTurningPointS } from '#scene/chart-scene.ts';
import type { SceneColumns } from '#scene/gaps.ts';

/** A roast laid on others. Times are from the moment of alignment. */
export interface LaidRoast {
  readonly id: string;
  readonly columns: SceneColumns;
  readonly marks: readonly {
    readonly kind: MarkKind;
    readonly timeS: number;
    readonly btC: number | null;
  }[];
}

/** What a chart of several roasts shows: axes on which all have room, and of each what means something. */
export interface ComparisonScene {
  readonly unit: TemperatureUnit;
  readonly time: SceneAxis;
  readonly temperature: SceneAxis;
  readonly rate: SceneAxis;
  readonly roasts: readonly LaidRoast[];
}

/** Composes the scene of roasts that are compared; `withEt`: ET is drawn, and needs room. */
export function comparisonScene(
  roasts: readonly LaidRoast[],
  how: { readonly unit: TemperatureUnit; readonly withEt: boolean },
): ComparisonScene {
  const times = roasts.map(({ columns }) => columns.timeS);
  const curves = roasts.flatMap(({ columns }) =>
    how.withEt ? [columns.btC, columns.etC] : [columns.btC],
  );
  return {
    unit: how.unit,
    time: alignedTimeAxis({
      fromS: Math.min(0, ...times.map((timeS) => timeS[0] ?? 0)),
      toS: Math.max(60, ...times.map((timeS) => timeS.at(-1) ?? 0)),
    }),
    temperature: temperatureAxis(how.unit, temperatureExtremes(curves)),
    rate: rateAxis(how.unit),
    roasts: roasts.map((roast) => ({ ...roast, columns: withMeantRates(roast) })),
  };
}

/** Rates where they mean something: from after the turning point to drop. */
function withMeantRates({ columns, marks }: LaidRoast): SceneColumns {
  const at = (kind: MarkKind) => marks.find((mark) => mark.kind === kind)?.timeS;
  const fromS = (at('turningPoint') ?? Number.NEGATIVE_INFINITY) + rateAfterTurningPointS;
  const toS = at('drop') ?? Number.POSITIVE_INFINITY;
  const meant = (rates: readonly (number | null)[]) =>
    rates.map((rate, i) => {
      const atS = columns.timeS[i] ?? 0;
      return atS >= fromS && atS <= toS && rate !== null && rate >= 0 ? rate : null;
    });
  return {
    ...columns,
    btCPerMin: meant(columns.btCPerMin),
    etCPerMin: meant(columns.etCPerMin),
  };
}
