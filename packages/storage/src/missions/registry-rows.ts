import type { DefinitionKind } from '@artisan-ts/kernel';
import type { MissionTables } from '@artisan-ts/runtime';
import { andThen, type MissionSql } from '#missions/mission-sql.ts';

type RegistryRows = Pick<MissionTables, 'registeredVersion' | 'insertVersion' | 'registered'>;

/** Versions of agents, tools and policies, which the table itself lets nobody change. Part of the caller's transaction. */
export function registryRowsIn({ main, rows, change }: MissionSql): RegistryRows {
  const all = main
    .selectFrom('registry_version')
    .select(['kind', 'id', 'version', 'digest', 'at_ms']);
  const read = (query: typeof all) =>
    andThen(rows(query), (found) =>
      found.map(({ kind, at_ms: atMs, ...row }) => ({
        ...row,
        kind: kind as DefinitionKind,
        atMs,
      })),
    );
  return {
    registeredVersion: (kind, id, version) => {
      const one = all.where('kind', '=', kind).where('id', '=', id).where('version', '=', version);
      return andThen(read(one), ([found]) => found ?? null);
    },
    insertVersion: ({ atMs: at_ms, ...version }) =>
      andThen(
        change(main.insertInto('registry_version').values({ ...version, at_ms })),
        () => undefined,
      ),
    registered: () => read(all.orderBy('at_ms').orderBy('kind').orderBy('id').orderBy('version')),
  };
}
