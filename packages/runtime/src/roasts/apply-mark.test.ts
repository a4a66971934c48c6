import { type MarkAction, WallMs } from '@artisan-ts/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyMark, type MarkStep } from '#roasts/apply-mark.ts';

function step(action: MarkAction, timeS: number | null, parts: Partial<MarkStep> = {}): MarkStep {
  const wallMs = WallMs(1000);
  return {
    kind: 'drop',
    action,
    timeS,
    source: 'operator',
    confidence: 1,
    reason: '',
    wallMs,
    ...parts,
  };
}

const nothing = { marks: {}, undoneMarks: {} };

describe('a mark', () => {
  it('that was suggested keeps author and reason when a person confirms it', () => {
    const suggestion = step('suggest', 600, {
      source: 'detected',
      confidence: 0.8,
      reason: 'BT fell',
    });
    const suggested = applyMark(nothing, suggestion);
    expect(suggested.marks.drop).toMatchObject({ state: 'suggested', timeS: 600 });
    expect(applyMark(suggested, step('confirm', null)).marks.drop).toMatchObject({
      state: 'confirmed',
      source: 'detected',
      reason: 'BT fell',
      timeS: 600,
    });
    expect(applyMark(suggested, step('move', 590)).marks.drop).toMatchObject({
      state: 'confirmed',
      source: 'operator',
      timeS: 590,
    });
  });

  it('keeps its whole history through undo and setting again', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('set', 'move', 'undo', 'suggest'), { maxLength: 20 }),
        (actions) => {
          let header: ReturnType<typeof applyMark> = nothing;
          for (const [index, action] of actions.entries())
            header = applyMark(header, step(action, index));
          const history = header.marks.drop?.history ?? header.undoneMarks?.drop ?? [];
          expect(history.map((entry) => entry.action)).toEqual(actions);
          expect(header.marks.drop === undefined).toBe((actions.at(-1) ?? 'undo') === 'undo');
        },
      ),
    );
  });
});
