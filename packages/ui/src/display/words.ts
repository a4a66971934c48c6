import type { MissingReason } from '@artisan-ts/domain';

export { closeWords, originWords } from '@artisan-ts/roast';

/** What a missing value means to the person at the machine. */
export const missingWords: Readonly<Record<MissingReason, string>> = {
  'not-connected': 'not connected',
  'open-circuit': 'probe open or broken',
  'no-reply': 'no reply',
  unreadable: 'unreadable reply',
  'out-of-range': 'out of range',
  'not-sent': 'not sent',
};
