import { encodeLine } from '#wire/line-framer.ts';

/** A message as the broker handed it over. */
export interface TopicMessage {
  readonly topic: string;
  /** It was kept by the broker for whoever comes later: nobody knows how old it is. */
  readonly isRetained: boolean;
  readonly payload: string;
}

/** A message as the line it comes in. */
export function encodeTopicMessage({ topic, isRetained, payload }: TopicMessage): Uint8Array {
  return encodeLine(JSON.stringify([topic, isRetained, payload]));
}
