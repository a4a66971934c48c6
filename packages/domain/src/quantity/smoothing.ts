/**
 * The ways to draw a curve of temperatures that a person can choose from: as it was read, where the line through the last
 * 20 s ends, the middle of the line through the last 10 s, and what Artisan draws with its default settings.
 */
export const smoothingNames = ['asRead', 'end20', 'middle10', 'artisan3'] as const;
export type Smoothing = (typeof smoothingNames)[number];
