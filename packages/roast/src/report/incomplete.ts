import type { RoastReportInput } from '#report/roast-report-input.ts';

/** Less than this of a roast missing is a note; more makes what follows from the curve doubtful. */
const missingPctMax = 20;

/** Why a roast is not whole, one sentence each; empty when it is. */
export function incompleteReasons(
  input: Pick<RoastReportInput, 'roast' | 'facts' | 'analysis' | 'curve'>,
): readonly string[] {
  const { roast, facts, analysis, curve } = input;
  const reasons: string[] = [];
  if (roast.closeReason === null) {
    reasons.push('The roast is still going on; this is how it stood when the report was made.');
  }
  if (facts.marks.charge === undefined) {
    reasons.push(
      'Charge is not marked: times count from the first sample, and there are no phases.',
    );
  }
  if (facts.marks.drop === undefined) {
    reasons.push('Drop is not marked: the total time and the phases are not known.');
  }
  if (facts.marks.fcStart === undefined) {
    reasons.push('First crack is not marked: the phases and the development are not known.');
  }
  if ((curve.channels['btC'] ?? []).every((value) => value === null)) {
    reasons.push('There is no bean temperature.');
  }
  const { missingPct } = analysis.completeness;
  if (missingPct !== null && missingPct > missingPctMax) {
    reasons.push(`${missingPct.toFixed(0)} % of the bean temperature is missing.`);
  }
  return reasons;
}
