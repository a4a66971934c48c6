/** Where data came from. Shown wherever the data appears, and exported with it. */
export const origins = ['measured', 'simulated', 'replayed', 'imported'] as const;
export type Origin = (typeof origins)[number];
