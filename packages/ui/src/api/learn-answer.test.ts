import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { learnAnswer } from '#api/learn-answer.ts';

describe('what the station answered to a change', () => {
  it('is not taken away by the answer to a question that was asked before', async () => {
    const queries = new QueryClient();
    const queryKey = ['cuppings', 'one'];
    let answerLate = (_: string): void => undefined;
    const asked = new Promise<string>((resolve) => {
      answerLate = resolve;
    });
    const question = queries.fetchQuery({ queryKey, queryFn: () => asked }).catch(() => null);
    await learnAnswer(queries, queryKey, 'after the change');
    answerLate('before the change');
    await question;
    expect(queries.getQueryData(queryKey)).toBe('after the change');
  });

  it('can be worked into what is known', async () => {
    const queries = new QueryClient();
    queries.setQueryData(['sheet'], [1, 2]);
    await learnAnswer<readonly number[]>(queries, ['sheet'], (known) => [...(known ?? []), 3]);
    expect(queries.getQueryData(['sheet'])).toEqual([1, 2, 3]);
  });
});
