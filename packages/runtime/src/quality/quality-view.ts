import type { QualityDto } from '@artisan-ts/contracts';
import { type QualityField, qualityOf, type RoastHeader } from '@artisan-ts/domain';
import { isInForce, originalOf, qualityFacts, qualityQuestions } from '@artisan-ts/roast';

/** The quality of a roast as the API shows it. */
export function qualityView(header: RoastHeader): QualityDto {
  const { photoIds, observations, ...values } = qualityOf(header);
  const { corrections = [], photos = [] } = header.quality ?? {};
  const whole = { ...values, photoIds, observations };
  const corrected = [...new Set(corrections.map(({ field }) => field))];
  return {
    roastId: header.id,
    revision: header.revision,
    values: { ...values, observations: [...observations] },
    facts: qualityFacts(whole),
    questions: qualityQuestions(whole).map((question) => ({ ...question })),
    originals: Object.fromEntries(
      corrected.map((field: QualityField) => [field, listed(originalOf(corrections, field))]),
    ),
    corrections: corrections.map((correction, place) => ({
      ...correction,
      before: listed(correction.before),
      after: listed(correction.after),
      place,
      isInForce: isInForce(corrections, place),
    })),
    photos: photos.filter(({ id }) => photoIds.includes(id)).map((photo) => ({ ...photo })),
  };
}

type Listed = QualityDto['originals'][string];

function listed(value: number | string | readonly string[] | null): Listed {
  return typeof value === 'object' && value !== null ? [...value] : value;
}
