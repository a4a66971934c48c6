export type * from '#api/bodies.ts';
export * from '#api/live.ts';
export * from '#api/machine.ts';
export * from '#api/problem.ts';
export * from '#api/roast.ts';
export * from '#config.ts';
export * from '#driver-settings.ts';
export * from '#telemetry.ts';
