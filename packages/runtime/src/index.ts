export type * from '#ports/clock.ts';
export type * from '#ports/driver.ts';
export type * from '#ports/ids.ts';
export type * from '#ports/logger.ts';
export type * from '#ports/reading-store.ts';
export type * from '#ports/roast-store.ts';
export type * from '#ports/transport.ts';
export type * from '#station.ts';
