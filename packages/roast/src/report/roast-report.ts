import { analysisWords } from '#analysis/analysis-words.ts';
import { dryEndDefaultC } from '#facts/roast-facts.ts';
import {
  type Report,
  type ReportBlock,
  type ReportFact,
  type ReportStamp,
  section,
} from '#report/document.ts';
import { drawRoast } from '#report/draw-roast.ts';
import { incompleteReasons } from '#report/incomplete.ts';
import { printedBy } from '#report/printed.ts';
import { qualityBlocks } from '#report/quality-blocks.ts';
import type { ReportTrust, RoastReportInput } from '#report/roast-report-input.ts';
import { roastScene } from '#report/roast-scene.ts';
import {
  deviationTable,
  leverTable,
  milestoneTable,
  phaseTable,
  referenceTable,
} from '#report/roast-tables.ts';
import { signalBlocks } from '#report/signal-blocks.ts';
import { localMomentText } from '#words/date.ts';
import { massText, percentText, temperatureText, timeText, unitText } from '#words/format.ts';
import { noPhasesWords } from '#words/no-phases.ts';
import { closeWords, originWords } from '#words/origin.ts';

/** The chart as wide as an A4 page within its margins, points. */
const chartSize = { widthPt: 515, heightPt: 318 };

/** The report of one roast: everything that is known, and in plain words what is not. */
export function roastReport(input: RoastReportInput): Report {
  const { roast, unit } = input;
  const reasons = incompleteReasons(input);
  const { scene, columns } = roastScene(input);
  const phases = phaseTable(input);
  const noPhases = noPhasesWords((kind) => input.facts.marks[kind] !== undefined);
  const levers = leverTable(input);
  const blocks: readonly ReportBlock[] = [
    ...reasons.map((text) => ({ kind: 'notice', text }) as const),
    { kind: 'facts', facts: keyFacts(input) },
    { kind: 'text', text: analysisWords(input.analysis, unit).join(' '), isQuiet: false },
    { kind: 'drawing', drawing: drawRoast(scene, columns, chartSize) },
    ...section('Phases', phases === null ? [quiet(noPhases)] : [phases, ...phaseNotes(input)]),
    ...section('Milestones', [milestoneTable(input)]),
    ...section(`Beside the reference ${input.reference?.title ?? ''}`, referenceBlocks(input)),
    ...section('Weights and quality', qualityBlocks(input)),
    ...section('Levers', levers === null ? [quiet('No lever was logged, read or set.')] : [levers]),
    ...section('Notes', noteBlocks(input)),
    ...section('Signal', signalBlocks(input, scene.gaps)),
    ...section('Where this comes from', [quiet(provenance(input))]),
  ];
  return {
    title: roast.title === '' ? 'Untitled roast' : roast.title,
    subtitle: [roast.machineName, momentOf(input), `temperatures in ${unitText(unit)}`]
      .filter((part) => part !== '')
      .join(' \u00b7 '),
    stamps: stampsOf(input, reasons.length > 0),
    blocks,
    printed: printedBy(input.printing, `${roast.id}, revision ${roast.revision}`),
  };
}

function quiet(text: string): ReportBlock {
  return { kind: 'text', text, isQuiet: true };
}

function momentOf({ roast }: RoastReportInput): string {
  return roast.startedWallMs === null
    ? 'date not known'
    : localMomentText(roast.startedWallMs, roast.utcOffsetS);
}

/** Where data came from and how far that is proven, as stamps. */
export function originStamps(
  origin: RoastReportInput['roast']['origin'],
  trust: ReportTrust,
): readonly ReportStamp[] {
  const words = originWords[origin];
  return [
    {
      word: words.charAt(0).toUpperCase() + words.slice(1),
      meaning: `This roast was ${words}.`,
      isUnsure: origin !== 'measured',
    },
    { word: trust.word, meaning: trust.meaning, isUnsure: !trust.isProven },
  ];
}

function stampsOf(
  { roast, trust }: RoastReportInput,
  isIncomplete: boolean,
): readonly ReportStamp[] {
  const incomplete = {
    word: 'Incomplete',
    meaning: 'Parts of this roast are not known.',
    isUnsure: true,
  };
  return [...originStamps(roast.origin, trust), ...(isIncomplete ? [incomplete] : [])];
}

/** What is looked for first. */
function keyFacts({
  roast,
  facts,
  analysis,
  names,
  unit,
}: RoastReportInput): readonly ReportFact[] {
  const { phases, dtrPct, marks, weightLossPct } = facts;
  const named: readonly (readonly [string, string | null])[] = [
    ['Coffee', names.coffee ?? firstLine(roast.beans)],
    ['Lot', names.lot],
    ['Profile', names.profile],
    ['Roasted by', names.person],
    ['Charged', roast.greenG === null ? null : massText(roast.greenG)],
    ['Total time', analysis.totalS === null ? null : timeText(analysis.totalS)],
    ['First crack', marks.fcStart === undefined ? null : at(marks.fcStart, unit)],
    ['Drop', marks.drop === undefined ? null : at(marks.drop, unit)],
    [
      'Development',
      phases === null ? null : `${timeText(phases.finishS)}, DTR ${percentText(dtrPct)}`,
    ],
    ['Weight loss', weightLossPct === null ? null : percentText(weightLossPct)],
  ];
  return named.map(([label, value]) => ({ label, value: value ?? 'not recorded' }));
}

/** Beans are described at length in some programs: what is looked for stands in the first line. */
function firstLine(beans: string): string | null {
  const line = beans.trim().split('\n', 1)[0]?.trim() ?? '';
  return line === '' ? null : line;
}

function at(
  mark: { readonly timeS: number; readonly btC: number | null },
  unit: RoastReportInput['unit'],
): string {
  const temperature =
    mark.btC === null ? '' : ` at ${temperatureText(unit, mark.btC)} ${unitText(unit)}`;
  return `${timeText(mark.timeS)}${temperature}`;
}

function referenceBlocks(input: RoastReportInput): readonly ReportBlock[] {
  const marks = referenceTable(input);
  if (marks === null) return [];
  const curve = deviationTable(input);
  const none = 'The curves cannot be compared: charge or the bean temperature is missing in one.';
  return [marks, curve ?? quiet(none)];
}

function phaseNotes({ facts, unit }: RoastReportInput): readonly ReportBlock[] {
  const rise = 'In drying BT rises from the turning point on.';
  if (facts.phases?.dryEndBy !== 'temperature') return [quiet(rise)];
  const dryEnd = `${temperatureText(unit, dryEndDefaultC)} ${unitText(unit)}`;
  return [quiet(`${rise} Dry end was not marked; it is taken where BT was nearest to ${dryEnd}.`)];
}

function noteBlocks({ roast, facts }: RoastReportInput): readonly ReportBlock[] {
  return [
    ...roast.notes.map(({ timeS, text }) => quiet(`${timeText(timeS - facts.zeroS)}  ${text}`)),
    ...(roast.roastingNotes === ''
      ? []
      : [{ kind: 'text', text: roast.roastingNotes, isQuiet: false } as const]),
  ];
}

function provenance({ roast, trust, facts }: RoastReportInput): string {
  const close = roast.closeReason === null ? 'Still going on' : closeWords[roast.closeReason];
  const parts = [
    `${trust.word}: ${trust.meaning.charAt(0).toLowerCase()}${trust.meaning.slice(1)}`,
    `Origin: ${originWords[roast.origin]}.`,
    roast.closeReason === 'imported' ? '' : `${close}.`,
    roast.clockRate === 1 ? '' : `Recorded at ${roast.clockRate} times the speed of a real clock.`,
    roast.configurationId === null
      ? 'The configuration of the machine is not known.'
      : `Machine configuration ${roast.configurationId}.`,
    facts.marks.charge === undefined
      ? 'Times count from the first sample.'
      : 'Times count from charge.',
  ];
  return parts.filter((part) => part !== '').join(' ');
}
