import type { WallMs } from '@artisan-ts/domain';
import type { Drawing } from '#report/drawing.ts';

/** A report as its parts in reading order: what a page says, not how it is set. HTML and PDF are made from it. */
export interface Report {
  readonly title: string;
  /** One line under the title: machine, local date and time, duration. */
  readonly subtitle: string;
  readonly stamps: readonly ReportStamp[];
  readonly blocks: readonly ReportBlock[];
  readonly printed: ReportPrinting;
}

/** A state that is shown beside the title: where the data came from, what is proven, what is missing. */
export interface ReportStamp {
  readonly word: string;
  /** The same in a sentence. */
  readonly meaning: string;
  /** Not the real thing, or not sure. */
  readonly isUnsure: boolean;
}

/** When a report was made and by what; at the foot of every page. */
export interface ReportPrinting {
  readonly wallMs: WallMs;
  /** `Printed 27 Nov 2026, 10:12 by Artisan.ts 0.1.0`. */
  readonly text: string;
  /** What it is a report of: the id of a roast and its revision, a day, a coffee. */
  readonly subject: string;
}

/** One part of a report. */
export type ReportBlock =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string; readonly isQuiet: boolean }
  /** Something a reader must not miss. */
  | { readonly kind: 'notice'; readonly text: string }
  | { readonly kind: 'facts'; readonly facts: readonly ReportFact[] }
  | ReportTable
  | { readonly kind: 'drawing'; readonly drawing: Drawing };

/** A name and its value, read together. */
export interface ReportFact {
  readonly label: string;
  readonly value: string;
}

/** Rows and columns. Shape: every row has as many cells as there are columns. */
export interface ReportTable {
  readonly kind: 'table';
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly (readonly ReportCell[])[];
}

export interface ReportColumn {
  readonly label: string;
  /** Numbers stand to the right. */
  readonly isNumber: boolean;
  /** Width as a share of what all columns ask for. */
  readonly share: number;
}

export type ReportCell = string | Drawing;

/** A heading, when there is something under it. */
export function section(heading: string, blocks: readonly ReportBlock[]): readonly ReportBlock[] {
  return blocks.length === 0 ? [] : [{ kind: 'heading', text: heading }, ...blocks];
}
