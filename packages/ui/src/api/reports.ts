import type { TemperatureUnit } from '@artisan-ts/domain';

/** What a report can be of. */
export type ReportSubject =
  | { readonly of: 'roast'; readonly id: string; readonly referenceId: string | null }
  | { readonly of: 'day'; readonly day: string }
  | { readonly of: 'coffee'; readonly coffee: string };

/** Where the browser opens a report, to read or to print. */
export function reportUrl(
  subject: ReportSubject,
  how: { readonly format: 'html' | 'pdf'; readonly unit: TemperatureUnit },
): string {
  const query = new URLSearchParams(how);
  if (subject.of === 'day') return `/api/v1/days/${subject.day}/report?${query}`;
  if (subject.of === 'coffee') {
    return `/api/v1/coffees/${encodeURIComponent(subject.coffee)}/report?${query}`;
  }
  if (subject.referenceId !== null) query.set('reference', subject.referenceId);
  return `/api/v1/roasts/${subject.id}/report?${query}`;
}
