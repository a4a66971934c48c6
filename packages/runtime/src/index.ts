export * from '#bus/bus.ts';
export * from '#clock/back-off.ts';
export * from '#clock/elapsed-time.ts';
export * from '#clock/pause.ts';
export * from '#clock/scaled-clock.ts';
export { type ComparisonAsked, comparisonView } from '#comparison/comparison-view.ts';
export * from '#create-station.ts';
export type { RemoteHint } from '#ingest/remote-hint.ts';
export type * from '#ingest/remote-telemetry.ts';
export type * from '#missions/agent.ts';
export { type Goal, goals, reportKey, reportKeyStart } from '#missions/goals.ts';
export {
  missionOperations,
  missionOperationsLater,
  type SynchronousMissionStore,
  type Transact,
  type TransactLater,
} from '#missions/mission-operations.ts';
export type * from '#missions/mission-tables.ts';
export * from '#missions/operation.ts';
export { MissionWorker, type WorkerParts } from '#missions/worker.ts';
export { allows, type Caller, type CallerKind, mayOf } from '#people/caller.ts';
export type * from '#ports/audit-anchors.ts';
export type * from '#ports/clock.ts';
export type * from '#ports/clock-floor-store.ts';
export type * from '#ports/dead-letter-store.ts';
export * from '#ports/driver.ts';
export type * from '#ports/ids.ts';
export type * from '#ports/kept-roasts.ts';
export type * from '#ports/logger.ts';
export type * from '#ports/memory.ts';
export type * from '#ports/mission-store.ts';
export type * from '#ports/people-store.ts';
export type * from '#ports/photo-files.ts';
export type * from '#ports/reading-store.ts';
export * from '#ports/reading-store.ts';
export type * from '#ports/reasoner.ts';
export type * from '#ports/record-store.ts';
export type * from '#ports/roast-files.ts';
export type * from '#ports/roast-store.ts';
export type * from '#ports/sleep-control.ts';
export type * from '#ports/stored-roast.ts';
export type * from '#ports/surroundings.ts';
export type * from '#ports/telemetry-export.ts';
export type * from '#ports/transport.ts';
export type * from '#ports/twin-work.ts';
export * from '#reports/report-of-record.ts';
export { type RoastWork, roastWork } from '#roasts/roast-work.ts';
export * from '#source/push-desk.ts';
export * from '#source/source-runner.ts';
export type * from '#station.ts';
export type * from '#station-quality.ts';
export { analysisView } from '#views/analysis-view.ts';
