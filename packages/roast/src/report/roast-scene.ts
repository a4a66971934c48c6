import { markKinds } from '@artisan-ts/domain';
import type { RoastReportInput } from '#report/roast-report-input.ts';
import { type ChartScene, chartScene } from '#scene/chart-scene.ts';
import type { SceneColumns } from '#scene/gaps.ts';
import { savedColumns } from '#scene/saved-columns.ts';

/** The scene of a saved roast, as its screen composes it. */
export function roastScene(
  input: Pick<RoastReportInput, 'roast' | 'facts' | 'curve' | 'arrivals' | 'reference' | 'unit'>,
): { readonly scene: ChartScene; readonly columns: SceneColumns } {
  const { roast, facts, curve, arrivals, reference, unit } = input;
  const columns = upTo(savedColumns(curve, roast.intervalS), endOf(facts));
  const markS = (kind: 'dryEnd' | 'fcStart' | 'drop'): number | null =>
    facts.marks[kind]?.timeS ?? null;
  const background =
    reference === null
      ? null
      : {
          title: reference.title,
          columns: upTo(savedColumns(reference.curve, reference.intervalS), endOf(reference.facts)),
        };
  const scene = chartScene({
    unit,
    columns,
    intervalS: roast.intervalS,
    charged: facts.marks.charge !== undefined,
    // Beans may be dropped while nothing is read.
    nowS: Math.max(columns.timeS.at(-1) ?? 0, markS('drop') ?? 0),
    changes: {
      dryEndS: markS('dryEnd') ?? facts.phases?.dryS ?? null,
      fcStartS: markS('fcStart'),
      dropS: markS('drop'),
    },
    marks: markKinds.flatMap((kind) => {
      const at = facts.marks[kind];
      const isKnown =
        at !== undefined &&
        at.timeS <= endOf(facts) &&
        (kind !== 'turningPoint' || facts.marks.charge !== undefined);
      return isKnown
        ? [{ kind, timeS: at.timeS, btC: at.btC, state: roast.marks[kind]?.state ?? 'confirmed' }]
        : [];
    }),
    notes: roast.notes.map(({ id, timeS, text }) => ({
      timeS: timeS - facts.zeroS,
      text,
      // Notes of the station have no id; nor have those of other programs' files.
      byStation: id === null && roast.origin !== 'imported',
    })),
    late: arrivals?.lateStretches ?? [],
    levers: roast.levers,
    leverChanges: roast.leverChanges.map((change) => ({
      ...change,
      timeS: change.timeS - facts.zeroS,
    })),
    background,
  });
  return { scene, columns };
}

/** What follows the drop is cooling: a little of it shows that the beans were out. */
const afterDropS = 60;

function endOf(facts: RoastReportInput['facts']): number {
  const dropS = facts.marks.drop?.timeS;
  return dropS === undefined ? Number.POSITIVE_INFINITY : dropS + afterDropS;
}

function upTo(columns: SceneColumns, toS: number): SceneColumns {
  const after = columns.timeS.findIndex((timeS) => timeS > toS);
  if (after < 0) return columns;
  const cut = <Value>(values: readonly Value[]): Value[] => values.slice(0, after);
  return {
    timeS: cut(columns.timeS),
    btC: cut(columns.btC),
    etC: cut(columns.etC),
    btCPerMin: cut(columns.btCPerMin),
    etCPerMin: cut(columns.etCPerMin),
  };
}
