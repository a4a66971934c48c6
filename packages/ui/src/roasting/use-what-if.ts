import type { RoastDto, WhatIfBody } from '@artisan-ts/contracts';
import type { LeverSpec } from '@artisan-ts/domain';
import type { ScenePrediction } from '@artisan-ts/roast';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { create } from 'zustand';
import { RequestRefused } from '#api/request.ts';
import { askWhatIf } from '#api/what-if.ts';
import { leverText, timeText } from '#display/format.ts';

/** One lever that is to stand elsewhere from a moment on. */
export type WhatIfChange = WhatIfBody['changes'][number];

/** What a person asks of one roast; nothing of it outlives the page. */
interface Question {
  readonly asked: { readonly roastId: string; readonly change: WhatIfChange } | null;
  readonly isOpen: boolean;
  /** The place where it was asked is left by itself as soon as the chart answers. */
  readonly isWaiting: boolean;
}

const nothing: Question = { asked: null, isOpen: false, isWaiting: false };
const useQuestion = create<Question>()(() => nothing);

/** A twin that learns is asked again after this, and a roast that goes on is forecast anew. */
const learningMs = 2_000;
const goingOnMs = 5_000;

/** Asks; the answer is drawn until it is taken away. A refusal is read where it was asked. */
export function setWhatIf(roastId: string, change: WhatIfChange): void {
  useQuestion.setState({ asked: { roastId, change }, isOpen: true, isWaiting: true });
}

/** Takes the answer away. @returns whether there was one */
export function clearWhatIf(): boolean {
  const { asked, isOpen } = useQuestion.getState();
  useQuestion.setState(nothing);
  return asked !== null || isOpen;
}

/** Opens and closes the place where a person asks. */
export function openWhatIf(isOpen: boolean): void {
  useQuestion.setState({ isOpen, isWaiting: false });
}

/** Levers of a roast that a twin can know. */
export function askableLevers({ levers }: Pick<RoastDto, 'levers'>): readonly LeverSpec[] {
  return levers.filter(({ id }) => id === 'burner' || id === 'air') as readonly LeverSpec[];
}

/** What is asked of a roast at present, and what the station says to it. */
export function useWhatIf(roast: RoastDto | null) {
  const { asked, isOpen, isWaiting } = useQuestion();
  const change = asked !== null && asked.roastId === roast?.id ? asked.change : null;
  const isGoingOn = roast !== null && roast.closeReason === null;
  const query = useQuery({
    queryKey: ['what-if', roast?.id, change, isGoingOn ? 'goes on' : roast?.revision],
    enabled: roast !== null && change !== null,
    queryFn: () => askWhatIf(roast?.id ?? '', change === null ? [] : [change]),
    retry: false,
    refetchInterval: ({ state }) => {
      if (isLearning(state.error)) return learningMs;
      return isGoingOn ? goingOnMs : false;
    },
  });
  const answer = change === null ? null : (query.data ?? null);
  const isAnswered = answer !== null && isWaiting;
  useEffect(() => {
    if (isAnswered) openWhatIf(false);
  }, [isAnswered]);
  const prediction = useMemo((): ScenePrediction | null => {
    if (answer === null || change === null || roast === null) return null;
    const { readS, timeS, btC, lowC, highC, asItIsC } = answer;
    const fromS = Math.min(change.fromS, readS);
    return { title: changeText(roast, change), fromS, readS, timeS, btC, lowC, highC, asItIsC };
  }, [answer, change, roast]);
  return {
    change,
    isOpen,
    answer,
    prediction,
    isLearning: isLearning(query.error),
    problem: change !== null && !isLearning(query.error) ? query.error : null,
  };
}

function isLearning(error: Error | null): boolean {
  return error instanceof RequestRefused && error.code === 'twin.learning';
}

/** `Burner 60 % from 5:00`. */
export function changeText(roast: Pick<RoastDto, 'levers'>, change: WhatIfChange): string {
  const spec = roast.levers.find(({ id }) => id === change.lever);
  const value = leverText(change.value, spec?.step ?? 1);
  return `${spec?.label ?? change.lever} ${value} ${spec?.unit ?? ''} from ${timeText(change.fromS)}`;
}
