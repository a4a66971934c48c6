import type { ListQuery } from '@artisan-ts/runtime';

/** A query from outside as the services take it. */
export function listQuery(query: {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly search?: string | undefined;
  readonly archived: 'true' | 'false';
}): ListQuery {
  return {
    limit: query.limit,
    isArchived: query.archived === 'true',
    ...(query.cursor ? { cursor: query.cursor } : {}),
    ...(query.search ? { search: query.search } : {}),
  };
}
