import type { QualityDto } from '@artisan-ts/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { learnAnswer } from '#api/learn-answer.ts';
import {
  addPhoto,
  changeQuality,
  type QualityChange,
  readQuality,
  removePhoto,
  undoQuality,
} from '#api/quality.ts';
import { reasonText } from '#api/request.ts';
import { usePreferences } from '#preferences/preferences.ts';

/** The quality of a roast and the ways to change it. Each resolves with the reason when it was not kept, or null. */
export interface QualityDesk {
  readonly quality: QualityDto | undefined;
  readonly error: Error | null;
  readonly change: (change: QualityChange) => Promise<string | null>;
  readonly undo: (place?: number) => Promise<string | null>;
  readonly addPhoto: (file: File) => Promise<string | null>;
  readonly removePhoto: (photoId: string) => Promise<string | null>;
}

/** What is measured and seen of a roast, and how to change it in the name of the person at this screen. */
export function useQuality(roastId: string): QualityDesk {
  const queries = useQueryClient();
  const who = usePreferences((preferences) => preferences.personName);
  const queryKey = ['quality', roastId];
  const { data: quality, error } = useQuery({ queryKey, queryFn: () => readQuality(roastId) });
  const take = async (asked: Promise<QualityDto>): Promise<string | null> => {
    try {
      await learnAnswer(queries, queryKey, await asked);
      // Weights and notes stand in the roast, too, and what is left of its lot follows from them.
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['roast', roastId] }),
        queries.invalidateQueries({ queryKey: ['roasts'] }),
        queries.invalidateQueries({ queryKey: ['lots'] }),
      ]);
      return null;
    } catch (refused) {
      return reasonText(refused);
    }
  };
  return {
    quality,
    error,
    change: (change) => take(changeQuality(roastId, { who, ...change })),
    undo: (place) => take(undoQuality(roastId, { who, ...(place !== undefined && { place }) })),
    addPhoto: (file) => take(addPhoto(roastId, file, who)),
    removePhoto: (photoId) => take(removePhoto(roastId, photoId)),
  };
}
