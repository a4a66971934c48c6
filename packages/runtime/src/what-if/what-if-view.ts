import type { WhatIfBody, WhatIfDto } from '@artisan-ts/contracts';
import type { RoastRecord } from '@artisan-ts/domain';
import type { WhatIfAnswer } from '@artisan-ts/twin';

/** An answer of the twin as the API shows it. */
export function whatIfView(
  { fidelity, readS, timeS, asItIsC, btC, lowC, highC, band }: WhatIfAnswer,
  { id, revision }: RoastRecord,
  { changes }: WhatIfBody,
  isGoingOn: boolean,
): WhatIfDto {
  return {
    roastId: id,
    revision,
    isGoingOn,
    origin: 'simulated',
    changes,
    fidelity:
      fidelity.grade === 'illustrative'
        ? { grade: fidelity.grade, fittedTo: null, threeFactors: null, openLoop: null }
        : {
            ...fidelity,
            threeFactors: { ...fidelity.threeFactors },
            openLoop: { ...fidelity.openLoop },
          },
    readS,
    timeS: [...timeS],
    asItIsC: [...asItIsC],
    btC: [...btC],
    lowC: [...lowC],
    highC: [...highC],
    band: {
      promised: band.promised,
      covered: Number.isFinite(band.covered.value) ? band.covered.value : null,
      forecasts: band.n,
      roasts: band.roasts,
    },
  };
}
