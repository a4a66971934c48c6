import { describe, expect, it } from 'vitest';
import { lastAction } from '#roasting/last-action.ts';
import { markDto, roastDto } from '#testing/roast-dto.ts';

const start = 1_700_000_000_000;
const pressed = (wallMs: number) => [
  { action: 'set', timeS: 0, source: 'operator', wallMs } as const,
];
const charge = markDto('charge', { monoUs: 100_000_000, history: pressed(start + 100_000) });
const dryEnd = markDto('dryEnd', { monoUs: 400_000_000, history: pressed(start + 400_000) });
const note = (timeS: number) => ({ id: `note_${'2'.repeat(32)}`, timeS, text: 'smoke' });

describe('lastAction', () => {
  it('is the newest mark when no note came after it', () => {
    const roast = roastDto({ marks: [charge, dryEnd], notes: [note(200)] });
    expect(lastAction(roast)).toMatchObject({ what: 'mark', kind: 'dryEnd' });
  });

  it('is the note when it came last', () => {
    const roast = roastDto({ marks: [charge, dryEnd], notes: [note(301)] });
    expect(lastAction(roast)).toMatchObject({ what: 'note', noteId: note(0).id });
  });

  it('is never the turning point, which nobody pressed', () => {
    const turningPoint = markDto('turningPoint', { history: pressed(start + 900_000) });
    expect(lastAction(roastDto({ marks: [charge, turningPoint] }))).toMatchObject({
      kind: 'charge',
    });
  });

  it('is nothing in a roast without marks and notes', () => {
    expect(lastAction(roastDto())).toBeNull();
    expect(lastAction(null)).toBeNull();
  });
});
