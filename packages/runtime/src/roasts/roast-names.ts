import type { RoastHeader } from '@artisan-ts/domain';
import { noNames, type RoastNames } from '@artisan-ts/roast';

/** What belongs to a roast by name. Coffees and lots have no names of their own yet: the beans are told as they were written. */
export function namesOf(_header: RoastHeader): RoastNames {
  return noNames;
}
