import type { RoastSummary } from '@artisan-ts/contracts';
import { ArtisanError, type RoastId, type RoastRecord } from '@artisan-ts/domain';
import type { RoastListQuery, RoastStore } from '#ports/roast-store.ts';
import type { ListedRoast, StoredRoast } from '#ports/stored-roast.ts';
import type { RoastReader } from '#roasts/roast-reader.ts';
import { roastSummary, summaryVersion } from '#views/roast-summary.ts';

/** A roast of a list with what lists show of it. */
export interface SummarizedRoast {
  readonly roast: StoredRoast;
  readonly summary: RoastSummary;
}

/**
 * The summary from what is kept with the roast; from its curves when it changed a moment ago or goes on. One whose curves are
 * damaged is told without them: it must not take the list along.
 */
export async function summarized(
  reader: RoastReader,
  listed: ListedRoast,
): Promise<SummarizedRoast> {
  const roast = reader.newest(listed);
  const { revision, closeReason } = roast.header;
  const isKept = closeReason !== null && revision === listed.header.revision;
  const kept = isKept && listed.summary?.version === summaryVersion ? listed.summary : null;
  return { roast, summary: kept ?? roastSummary(await readableRecord(reader, roast)) };
}

async function readableRecord(reader: RoastReader, roast: StoredRoast): Promise<RoastRecord> {
  try {
    return await reader.record(roast);
  } catch (error) {
    if (!ArtisanError.is(error, 'store.corrupt')) throw error;
    return { ...roast.header, curves: [], gaps: [], foreign: null };
  }
}

/** Roasts asked for at once. */
const pageRoasts = 200;

/** All roasts, newest start first and those of unknown start last, page after page as they are asked for. */
export async function* allRoasts(
  store: Pick<RoastStore, 'listRoasts'>,
  query: Omit<RoastListQuery, 'limit' | 'after'> = {},
): AsyncGenerator<ListedRoast> {
  for (let after: RoastId | undefined; ; ) {
    const page = await store.listRoasts({
      ...query,
      limit: pageRoasts,
      ...(after !== undefined && { after }),
    });
    yield* page;
    after = page.at(-1)?.header.id;
    if (after === undefined || page.length < pageRoasts) return;
  }
}
