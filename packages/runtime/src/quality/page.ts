import type { RecordQuery } from '#ports/record-store.ts';
import type { ListQuery } from '#station-quality.ts';

/** The query for a page, and one record more: whether there is a next page. */
export function pageRequest({ limit, cursor, search, isArchived }: ListQuery): RecordQuery {
  return {
    limit: limit + 1,
    isArchived,
    ...(cursor !== undefined && { after: cursor }),
    ...(search !== undefined && { search }),
  };
}

/** The page and the cursor of the next one. */
export function pageFrom<Record extends { readonly id: string }>(
  found: readonly Record[],
  limit: number,
): { readonly records: readonly Record[]; readonly next: string | null } {
  const records = found.slice(0, limit);
  return { records, next: found.length > limit ? (records.at(-1)?.id ?? null) : null };
}
