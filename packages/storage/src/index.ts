export {
  type AuditLogToVerify,
  type AuditReport,
  anchorsBeside,
  verifyAuditLog,
} from '#audit/verify-audit-log.ts';
export { brokenInFolder, unreportedClosings } from '#folder/check-folder.ts';
export {
  type DataFolderLock,
  findStation,
  lockDataFolder,
  type RunningStation,
} from '#folder/lock.ts';
export type { BrokenInvariant, MissionChecks } from '#missions/broken-invariants.ts';
export { translateFault } from '#sqlite/translate-fault.ts';
export { openStore, openStoreReadOnly, type Store, type StoreOptions } from '#store.ts';
