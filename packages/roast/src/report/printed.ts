import type { ReportPrinting } from '#report/document.ts';
import type { Printing } from '#report/roast-report-input.ts';
import { localMomentText } from '#words/date.ts';

/** What stands at the foot of every page. */
export function printedBy(printing: Printing, subject: string): ReportPrinting {
  const when = localMomentText(printing.wallMs, printing.utcOffsetS);
  return {
    wallMs: printing.wallMs,
    text: `Printed ${when} by Artisan.ts ${printing.version}`,
    subject,
  };
}
