import { resolve } from 'node:path';
import { ok, type Result } from '@artisan-ts/domain';
import { anchorsBeside } from '@artisan-ts/storage';
import type { Session } from '#cli/session.ts';
import { loadConfig } from '#config/load-config.ts';

/** Where the missions of a data folder, their audit log and its anchors are. */
export interface MissionsPlace {
  /** The PostgreSQL database; null: they lie in the folder. */
  readonly missionsUrl: string | null;
  /** Files of anchors: beside the database, those that the configuration names, and those that were named. */
  readonly anchorFiles: readonly string[];
}

/** Where a command finds them: what was named in it, then the configuration of the folder. */
export function whereMissionsLie(
  { dataFolder, env }: Pick<Session, 'dataFolder' | 'env'>,
  {
    anchors = [],
    missions,
  }: { readonly anchors?: readonly string[]; readonly missions?: string | undefined },
): Result<MissionsPlace> {
  const flags = missions === undefined ? {} : { missions };
  const config = loadConfig({ dataFolder, env, flags });
  if (!config.ok) return config;
  const { auditAnchors, missionsDatabase } = config.value;
  const elsewhere = [...(auditAnchors === undefined ? [] : [auditAnchors]), ...anchors];
  const files = elsewhere.map((file) => resolve(file));
  return ok({
    missionsUrl: missionsDatabase ?? null,
    anchorFiles: [...new Set([anchorsBeside(dataFolder), ...files])],
  });
}
