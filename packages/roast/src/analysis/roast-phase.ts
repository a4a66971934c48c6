/** The three phases of a roast. Artisan calls them dry, mid and finish. */
export const roastPhaseNames = ['drying', 'maillard', 'development'] as const;
export type RoastPhase = (typeof roastPhaseNames)[number];
