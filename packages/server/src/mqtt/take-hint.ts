import { envelopeBytesMax, hintMessage } from '@artisan-ts/contracts';
import type { Delivery, Remote } from '@artisan-ts/runtime';
import { readStrictly } from '#mqtt/envelope-bytes.ts';

const hintTopicForm = /^roaster\/[^/]+\/[^/]+\/[^/]+\/hint$/;

/** Whether sensors publish there. */
export function isHintTopic(topic: string): boolean {
  return hintTopicForm.test(topic);
}

/** Reads the bytes of a hint strictly and hands it on. */
export function takeHint(remote: Pick<Remote, 'hint'>, topic: string, bytes: Buffer): Delivery {
  return remote.hint({
    topic,
    opened: readStrictly(bytes, hintMessage),
    excerpt: () => bytes.subarray(0, envelopeBytesMax).toString('utf8'),
  });
}
