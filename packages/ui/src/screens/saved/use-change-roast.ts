import type { ChangeRoastBody } from '@artisan-ts/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { learnAnswer } from '#api/learn-answer.ts';
import { reasonText } from '#api/request.ts';
import { changeRoast } from '#api/roasts.ts';

/** Changes what is written about a roast; `refusal` says why the last change was not kept. */
export function useChangeRoast(roastId: string): {
  readonly change: (body: ChangeRoastBody) => Promise<void>;
  readonly refusal: string;
} {
  const queries = useQueryClient();
  const [refusal, setRefusal] = useState('');
  const change = async (body: ChangeRoastBody) => {
    try {
      await learnAnswer(queries, ['roast', roastId], await changeRoast(roastId, body));
      setRefusal('');
      await queries.invalidateQueries({ queryKey: ['roasts'] });
      // What is left of a lot follows from the roasts that are tied to it.
      await queries.invalidateQueries({ queryKey: ['lots'] });
    } catch (error) {
      setRefusal(reasonText(error));
    }
  };
  return { change, refusal };
}
