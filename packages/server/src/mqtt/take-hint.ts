import { envelopeBytesMax, hintMessage } from '@artisan-ts/contracts';
import { ok } from '@artisan-ts/domain';
import type { Delivery, Remote } from '@artisan-ts/runtime';
import { readStrictly } from '#mqtt/envelope-bytes.ts';

const hintTopicForm = /^roaster\/[^/]+\/[^/]+\/[^/]+\/hint$/;

/** Whether sensors publish there. */
export function isHintTopic(topic: string): boolean {
  return hintTopicForm.test(topic);
}

/** Reads the bytes of a hint strictly and hands it on. `by`: who it is known to come from; null: who it says it is. */
export function takeHint(
  remote: Pick<Remote, 'hint'>,
  topic: string,
  bytes: Buffer,
  by: string | null = null,
): Delivery {
  const opened = readStrictly(bytes, hintMessage);
  return remote.hint({
    topic,
    opened: opened.ok && by !== null ? ok({ ...opened.value, by }) : opened,
    excerpt: () => bytes.subarray(0, envelopeBytesMax).toString('utf8'),
  });
}
