import type { MissionDeed, MissionDto } from '@artisan-ts/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { learnAnswer } from '#api/learn-answer.ts';
import { doDeed } from '#api/missions.ts';
import { RequestRefused, reasonText } from '#api/request.ts';
import { deedWords, heldDeeds, heldMs } from '#screens/inbox/deeds.ts';

/** What was just done, and whether it can still be taken back. */
export interface LastDeed {
  readonly missionId: string;
  readonly words: string;
  readonly canUndo: boolean;
}

interface Held {
  readonly mission: MissionDto;
  readonly deed: MissionDeed;
  readonly timer: ReturnType<typeof setTimeout>;
}

/**
 * What people do with missions. What ends a mission for good is sent after a few seconds in which it can be taken back;
 * when the screen is left, at once.
 */
export function useDeeds(): {
  readonly act: (mission: MissionDto, deed: MissionDeed) => void;
  readonly undo: () => void;
  readonly last: LastDeed | null;
  readonly refusal: string;
} {
  const queries = useQueryClient();
  const [last, setLast] = useState<LastDeed | null>(null);
  const [refusal, setRefusal] = useState('');
  const held = useRef<Held | null>(null);

  const send = useCallback(
    async (mission: MissionDto, deed: MissionDeed) => {
      try {
        const answer = await doDeed(mission, deed);
        await learnAnswer(queries, ['mission', answer.id], answer);
        setRefusal('');
      } catch (error) {
        setLast(null);
        setRefusal(refusalText(error));
      }
      await queries.invalidateQueries({ queryKey: ['missions'] });
      await queries.invalidateQueries({ queryKey: ['mission', mission.id] });
    },
    [queries],
  );
  const sendHeld = useCallback(() => {
    const now = held.current;
    held.current = null;
    if (now === null) return;
    clearTimeout(now.timer);
    setLast(saidOf(now.mission, now.deed, false));
    void send(now.mission, now.deed);
  }, [send]);
  useEffect(() => sendHeld, [sendHeld]);

  const act = (mission: MissionDto, deed: MissionDeed) => {
    if (!mission.can.includes(deed)) return;
    sendHeld();
    setRefusal('');
    const isHeld = heldDeeds.has(deed);
    setLast(saidOf(mission, deed, isHeld));
    if (isHeld) held.current = { mission, deed, timer: setTimeout(sendHeld, heldMs) };
    else void send(mission, deed);
  };
  const undo = () => {
    if (held.current === null) return;
    clearTimeout(held.current.timer);
    held.current = null;
    setLast(null);
  };
  return { act, undo, last, refusal };
}

/** Before there are people the way out is to make the first. */
function refusalText(error: unknown): string {
  const words = reasonText(error);
  const isNobody = error instanceof RequestRefused && error.code === 'access.denied';
  return isNobody ? `${words} Menu, People.` : words;
}

function saidOf(mission: MissionDto, deed: MissionDeed, canUndo: boolean): LastDeed {
  const words = `${deedWords[deed].done}: ${mission.goalName} of ${mission.subjectTitle}.`;
  return { missionId: mission.id, words, canUndo };
}
