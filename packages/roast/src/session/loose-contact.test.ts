import { seededStream } from '@artisan-ts/domain';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PlayedSession } from '#evaluation/played-session.ts';
import { machine } from '../../test/session-book.ts';
import { syntheticRoast } from '../../test/synthetic-roast.ts';

/** What a contact that is loose makes of a reading: single readings off, or a level that comes and goes. */
const contact = fc.record({
  seed: fc.nat(),
  how: fc.constantFrom(
    'up' as const,
    'down' as const,
    'either' as const,
    'comes and goes' as const,
  ),
  sizeC: fc.double({ min: 10, max: 30, noNaN: true }),
  fromS: fc.oneof(fc.integer({ min: 20, max: 90 }), fc.integer({ min: 300, max: 690 })),
  lastsS: fc.integer({ min: 5, max: 40 }),
  intervalS: fc.constantFrom(0.5, 1, 2),
  probeS: fc.double({ min: 6, max: 26, noNaN: true }),
});

it('takes no loose contact of 10 to 30 C for beans that come or go', () => {
  fc.assert(
    fc.property(contact, ({ seed, how, sizeC, fromS, lastsS, intervalS, probeS }) => {
      const parts = { leadInS: 150, roastS: 600, coolS: 120 };
      const roast = syntheticRoast({ ...machine, ...parts, seed, intervalS, probeS });
      const random = seededStream(seed, 'contact');
      const played = new PlayedSession({ originS: 0, intervalS });
      let offC = 0;
      let untilS = 0;
      for (const [index, timeS] of roast.timeS.entries()) {
        if (how === 'comes and goes' && timeS >= untilS) {
          offC = offC === 0 ? -sizeC : 0;
          untilS = timeS + 1 + 6 * random.next();
        } else if (how !== 'comes and goes') {
          const isUp = how === 'up' || (how === 'either' && random.next() < 0.5);
          offC = random.next() < 0.25 ? (isUp ? sizeC : -sizeC) : 0;
        }
        const isLoose = timeS >= fromS && timeS < fromS + lastsS;
        const btC = roast.btC[index] ?? null;
        played.read(timeS, btC === null || !isLoose ? btC : btC + offC, 230);
      }
      for (const { kind, bendS } of played.suggestions) {
        const trueS = kind === 'charge' ? roast.chargeS : roast.dropS;
        const isOfContact = bendS > fromS - 10 && bendS < fromS + lastsS + 10;
        if (isOfContact) expect(Math.abs(bendS - trueS), `${kind} at ${bendS} s`).toBeLessThan(20);
      }
    }),
    { seed: 1, numRuns: 200 },
  );
});
