import type { RoastDto } from '@artisan-ts/contracts';
import type { SceneBackground } from '@artisan-ts/roast';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { readCurve, readRoast } from '#api/roasts.ts';
import { usePreferences } from '#preferences/preferences.ts';

/** The reference roast: its curve on the time since its charge, and what was marked. */
export interface Background {
  readonly roast: RoastDto;
  readonly scene: SceneBackground;
}

/** The chosen reference; null while there is none or it is not read yet. */
export function useBackground(): {
  readonly background: Background | null;
  readonly isShown: boolean;
  readonly error: Error | null;
} {
  const id = usePreferences(({ backgroundId }) => backgroundId);
  const isShown = usePreferences(({ showBackground }) => showBackground);
  const query = useQuery({
    queryKey: ['background', id],
    enabled: id !== null,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => {
      const roastId = id ?? '';
      const [roast, curve] = await Promise.all([readRoast(roastId), readCurve(roastId)]);
      return { roast, curve };
    },
  });
  const { data } = query;
  const background = useMemo(() => {
    if (!data) return null;
    const { timeS, channels } = data.curve;
    const blank = timeS.map(() => null);
    const endS = data.roast.marks.find((mark) => mark.kind === 'drop')?.timeS;
    const end = endS === undefined ? timeS.length : timeS.findLastIndex((t) => t <= endS) + 1;
    return {
      roast: data.roast,
      scene: {
        title: data.roast.title,
        columns: {
          timeS: timeS.slice(0, end),
          btC: (channels['btC'] ?? blank).slice(0, end),
          etC: (channels['etC'] ?? blank).slice(0, end),
        },
      },
    };
  }, [data]);
  return { background: id === null ? null : background, isShown, error: query.error };
}
