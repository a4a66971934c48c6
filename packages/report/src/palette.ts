import type { ReportInk } from '@artisan-ts/roast';

/**
 * The inks of a report on white paper. Their lightness differs where their meaning does, so that a printer without colours keeps
 * them apart; weight and dash do the rest.
 */
export const palette: Readonly<Record<ReportInk, string>> = {
  ink: '#1d1a16',
  muted: '#6d665c',
  hairline: '#cfc8bc',
  grid: '#e6e1d8',
  paper: '#ffffff',
  bt: '#0a5c90',
  et: '#cc0f50',
  reference: '#8a8379',
  burner: '#ad0427',
  air: '#1f7090',
  drum: '#2f7440',
  damper: '#800080',
  drying: '#f0f3ec',
  maillard: '#f9f4e8',
  development: '#f2ece7',
  unsure: '#8f5500',
};
