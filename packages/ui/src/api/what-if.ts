import type { WhatIfBody, WhatIfDto } from '@artisan-ts/contracts';
import { request } from '#api/request.ts';

/** What a roast would be, or will be, with levers moved otherwise. Changes nothing. */
export function askWhatIf(roastId: string, changes: WhatIfBody['changes']): Promise<WhatIfDto> {
  return request(`/roasts/${roastId}/what-if`, {
    method: 'POST',
    json: { changes },
    isQuestion: true,
  });
}
