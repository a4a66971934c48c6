import type { RoastDto } from '@artisan-ts/contracts';
import type { SceneBackground } from '@artisan-ts/roast';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { readCurve, readRoast } from '#api/roasts.ts';
import { usePreferences } from '#preferences/preferences.ts';
import { shiftText } from '#roasting/reference-shift.ts';

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
  const shiftC = usePreferences(({ backgroundShiftC }) => backgroundShiftC);
  const unit = usePreferences((preferences) => preferences.unit);
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
    const moved = (values: readonly (number | null)[]) =>
      values.slice(0, end).map((value) => (value === null ? null : value + shiftC));
    const blank = timeS.map(() => null);
    const endS = data.roast.marks.find((mark) => mark.kind === 'drop')?.timeS;
    const end = endS === undefined ? timeS.length : timeS.findLastIndex((t) => t <= endS) + 1;
    return {
      roast: {
        ...data.roast,
        marks: data.roast.marks.map((mark) => ({
          ...mark,
          btC: mark.btC === null ? null : mark.btC + shiftC,
        })),
      },
      scene: {
        title: shiftC === 0 ? data.roast.title : `${data.roast.title}, ${shiftText(unit, shiftC)}`,
        columns: {
          timeS: timeS.slice(0, end),
          btC: moved(channels['btC'] ?? blank),
          etC: moved(channels['etC'] ?? blank),
        },
      },
    };
  }, [data, shiftC, unit]);
  return { background: id === null ? null : background, isShown, error: query.error };
}
