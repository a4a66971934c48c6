export * from '#machines/machines.ts';
export type * from '#machines/twin-machine.ts';
export * from '#reference-roast.ts';
export * from '#run-record.ts';
export * from '#twin-roaster.ts';
