import {
  type LeverChange,
  type MarkKind,
  type MarkSource,
  markKinds,
  markLabels,
} from '@artisan-ts/domain';
import type { Deviation } from '#analysis/reference-deviation.ts';
import { roastPhaseNames } from '#analysis/roast-phase.ts';
import { timeDifferenceText } from '#comparison/measures.ts';
import { nearestIndex } from '#curve/nearest.ts';
import type { ReportColumn, ReportTable } from '#report/document.ts';
import type { RoastReportInput } from '#report/roast-report-input.ts';
import { phaseLabels } from '#scene/phase-bands.ts';
import {
  leverText,
  percentText,
  signedText,
  temperatureText,
  timeText,
  unitText,
  unknownText,
} from '#words/format.ts';
import { momentWords } from '#words/moment.ts';

const text = (label: string, share: number): ReportColumn => ({ label, isNumber: false, share });
const number = (label: string, share = 1): ReportColumn => ({ label, isNumber: true, share });

const sourceWords: Readonly<Record<MarkSource, string>> = {
  operator: 'pressed',
  device: 'from the machine',
  detected: 'found by the program',
  qc: 'corrected afterwards',
  imported: 'from the file',
};

/** The marks: when, how hot, how fast, and who says so. */
export function milestoneTable({
  roast,
  facts,
  analysis,
  curve,
  unit,
}: RoastReportInput): ReportTable {
  const marks = inOrder(facts.marks).map(({ kind, timeS, btC, etC }) => {
    const rate = curve.ror.btCPerMin[nearestIndex(curve.timeS, timeS)] ?? null;
    const mark = roast.marks[kind];
    const isSuggested = kind !== 'turningPoint' && mark?.state === 'suggested';
    const how = kind === 'turningPoint' ? 'lowest BT' : sourceWords[mark?.source ?? 'detected'];
    const isBefore = kind === 'charge' || kind === 'turningPoint';
    return {
      name: markLabels[kind],
      timeS,
      btC,
      etC,
      btCPerMin: isBefore ? null : rate,
      how: isSuggested ? `${how}, not confirmed` : how,
    };
  });
  const { peak } = analysis.milestones;
  const fastest = peak === null ? [] : [{ name: 'Fastest rise', how: 'highest \u0394BT', ...peak }];
  const rows = [...marks, ...fastest]
    .sort((a, b) => a.timeS - b.timeS)
    .map(({ name, timeS, btC, etC, btCPerMin, how }) => [
      name,
      timeText(timeS),
      temperatureText(unit, btC),
      temperatureText(unit, etC),
      signedText(unit, btCPerMin),
      how,
    ]);
  const degrees = unitText(unit);
  return {
    kind: 'table',
    columns: [
      text('Mark', 1.5),
      number('Time'),
      number(`BT ${degrees}`),
      number(`ET ${degrees}`),
      number(`\u0394BT ${degrees}/min`, 1.3),
      text('Who says so', 2.2),
    ],
    rows,
  };
}

function inOrder(marks: RoastReportInput['facts']['marks']) {
  return markKinds
    .flatMap((kind) => {
      const at = marks[kind];
      return at === undefined ? [] : [{ kind, ...at }];
    })
    .sort((a, b) => a.timeS - b.timeS);
}

/** The phases with their shares, how far BT rose in each, and how fast; null when there are none. */
export function phaseTable({ analysis, unit }: RoastReportInput): ReportTable | null {
  const { phases } = analysis;
  if (phases === null) return null;
  const rows = roastPhaseNames.map((name) => {
    const { durationS, sharePct, fromBtC, toBtC, riseC, btCPerMin } = phases[name];
    return [
      phaseLabels[name],
      timeText(durationS),
      percentText(sharePct),
      temperatureText(unit, fromBtC),
      temperatureText(unit, toBtC),
      signedText(unit, riseC),
      signedText(unit, btCPerMin),
    ];
  });
  const degrees = unitText(unit);
  return {
    kind: 'table',
    columns: [
      text('Phase', 1.5),
      number('Time'),
      number('Share'),
      number(`From BT ${degrees}`, 1.2),
      number(`To BT ${degrees}`, 1.2),
      number(`Rise ${degrees}`),
      number(`Mean ${degrees}/min`, 1.2),
    ],
    rows,
  };
}

/** How far BT was from the reference in each phase; null when it cannot be told. */
export function deviationTable({ analysis, unit }: RoastReportInput): ReportTable | null {
  const { deviation } = analysis;
  if (deviation === null || deviation.whole === null) return null;
  const row = (name: string, away: Deviation | null) => [
    name,
    signedText(unit, away?.biasC ?? null),
    signedText(unit, away?.rmseC ?? null).replace('+', ''),
    signedText(unit, away?.maxC ?? null),
    timeText(away?.maxS ?? null),
  ];
  const degrees = unitText(unit);
  return {
    kind: 'table',
    columns: [
      text(`BT, aligned at ${momentWords[deviation.alignedAt]}`, 2),
      number(`Hotter by ${degrees}`),
      number('Root mean square'),
      number('At most'),
      number('At'),
    ],
    rows: [
      ...roastPhaseNames.map((name) => row(phaseLabels[name], deviation.phases[name])),
      row('Turning point to drop', deviation.whole),
    ],
  };
}

const compared: readonly MarkKind[] = ['charge', 'turningPoint', 'dryEnd', 'fcStart', 'drop'];

/** Marks of the roast beside those of its reference; null without a reference. */
export function referenceTable({ facts, reference, unit }: RoastReportInput): ReportTable | null {
  if (reference === null) return null;
  const rows = compared.map((kind) => {
    const own = facts.marks[kind];
    const other = reference.facts.marks[kind];
    const laterS = own && other ? own.timeS - other.timeS : null;
    const hotter =
      own && other && own.btC !== null && other.btC !== null ? own.btC - other.btC : null;
    return [
      markLabels[kind],
      timeText(own?.timeS ?? null),
      timeText(other?.timeS ?? null),
      laterS === null ? unknownText : timeDifferenceText(laterS),
      temperatureText(unit, own?.btC ?? null),
      temperatureText(unit, other?.btC ?? null),
      signedText(unit, hotter),
    ];
  });
  const degrees = unitText(unit);
  return {
    kind: 'table',
    columns: [
      text('Mark', 1.5),
      number('Time'),
      number('Reference'),
      number('Later by'),
      number(`BT ${degrees}`),
      number('Reference'),
      number('Hotter by'),
    ],
    rows,
  };
}

/** What the levers were set to, in the order of time; null when nothing is known of them. */
export function leverTable({ roast, facts, curve, unit }: RoastReportInput): ReportTable | null {
  const rows = settled(roast.leverChanges).flatMap((change) => {
    const lever = roast.levers.find(({ id }) => id === change.lever);
    if (lever === undefined) return [];
    const timeS = change.timeS - facts.zeroS;
    const btC = curve.channels['btC']?.[nearestIndex(curve.timeS, timeS)] ?? null;
    return [
      [
        timeText(timeS),
        lever.label,
        `${leverText(change.value, lever.step)} ${lever.unit}`,
        temperatureText(unit, timeS < (curve.timeS[0] ?? 0) ? null : btC),
        leverWords[change.state] ?? change.state,
      ],
    ];
  });
  if (rows.length === 0) return null;
  return {
    kind: 'table',
    columns: [
      number('Time', 0.8),
      text('Lever', 1.5),
      number('Set to'),
      number(`BT ${unitText(unit)}`),
      text('How it is known', 2.5),
    ],
    rows,
  };
}

/** A lever that was moved through several values within this time is told by where it came to rest. */
const settledS = 2;

function settled(changes: readonly LeverChange[]): readonly LeverChange[] {
  return changes.filter((change, i) => {
    const next = changes.slice(i + 1).find(({ lever }) => lever === change.lever);
    return next === undefined || next.timeS - change.timeS > settledS;
  });
}

const leverWords: Readonly<Record<string, string>> = {
  logged: 'logged by hand',
  measured: 'read from the machine',
  sent: 'sent, not confirmed',
  confirmed: 'confirmed by the machine',
  failed: 'refused by the machine',
};
