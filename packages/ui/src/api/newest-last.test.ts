import { expect, test } from 'vitest';
import { newestLast } from '#api/newest-last.ts';

test('of what is asked for meanwhile the newest is sent, after what is on its way', async () => {
  const sent: string[] = [];
  const answers: (() => void)[] = [];
  const ask = newestLast((value: string) => {
    sent.push(value);
    return new Promise<void>((resolve) => answers.push(resolve));
  });
  const first = ask('viewer');
  void ask('viewer, head');
  const last = ask('head');
  expect(sent).toEqual(['viewer']);
  answers[0]?.();
  await expect.poll(() => sent).toEqual(['viewer', 'head']);
  answers[1]?.();
  await Promise.all([first, last]);
  const again = ask('admin');
  expect(sent).toEqual(['viewer', 'head', 'admin']);
  answers[2]?.();
  await again;
});
