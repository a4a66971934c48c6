import { problem } from '@artisan-ts/contracts';

/** Every answer that is no success. Spread into the `response` of a route. */
export const problems = {
  default: {
    description: 'Problem details: what happened, what is safe, what to do',
    content: { 'application/problem+json': { schema: problem } },
  },
};
