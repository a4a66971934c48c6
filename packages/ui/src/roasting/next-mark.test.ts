import type { MarkKind } from '@artisan-ts/domain';
import { describe, expect, it } from 'vitest';
import { neighbourMark, nextMark, pendingSuggestion } from '#roasting/next-mark.ts';
import { markDto } from '#testing/roast-dto.ts';

const after = (kinds: readonly MarkKind[], reference: readonly MarkKind[] = []) =>
  nextMark(
    kinds.map((kind) => ({ kind })),
    false,
    reference.map((kind) => ({ kind })),
  );

describe('nextMark', () => {
  it('leads through a roast', () => {
    expect(after([])).toBe('charge');
    expect(after(['charge'])).toBe('dryEnd');
    expect(after(['charge', 'turningPoint', 'dryEnd'])).toBe('fcStart');
    expect(after(['charge', 'fcStart'])).toBe('drop');
    expect(after(['charge', 'fcStart', 'drop'])).toBe('coolEnd');
    expect(after(['charge', 'drop', 'coolEnd'])).toBeNull();
  });

  it('expects after first crack what the reference had', () => {
    expect(after(['charge', 'fcStart'], ['charge', 'fcStart', 'fcEnd', 'drop'])).toBe('fcEnd');
    expect(after(['charge', 'fcEnd'], ['charge', 'scStart', 'drop'])).toBe('scStart');
  });

  it('never puts drop under the thumb before first crack, whatever the reference lacks', () => {
    expect(after(['charge'], ['charge', 'drop'])).toBe('dryEnd');
    expect(after(['charge', 'dryEnd'], ['charge', 'drop'])).toBe('fcStart');
  });

  it('stays on first crack while it is only suggested, until a person says so', () => {
    const charge = { kind: 'charge', state: 'confirmed' } as const;
    const suggested = { kind: 'fcStart', state: 'suggested' } as const;
    expect(nextMark([charge, suggested], false)).toBe('fcStart');
    expect(nextMark([charge, { ...suggested, state: 'confirmed' }], false)).toBe('drop');
    expect(nextMark([charge, { kind: 'dryEnd', state: 'suggested' }], false)).toBe('dryEnd');
    expect(nextMark([{ ...charge, state: 'suggested' }], false)).toBe('dryEnd');
  });

  it('begins again after a roast was closed', () => {
    expect(nextMark([{ kind: 'charge' }, { kind: 'drop' }], true)).toBe('charge');
  });
});

describe('neighbourMark', () => {
  it('walks along the row and stops at its ends', () => {
    expect(neighbourMark('charge', 1)).toBe('dryEnd');
    expect(neighbourMark('charge', -1)).toBe('charge');
    expect(neighbourMark('coolEnd', 1)).toBe('coolEnd');
  });
});

describe('pendingSuggestion', () => {
  it('offers the newest suggestion, and never the turning point', () => {
    const charge = markDto('charge', { state: 'suggested' });
    const turningPoint = markDto('turningPoint', { state: 'suggested' });
    expect(pendingSuggestion([charge, turningPoint])).toBe(charge);
    expect(pendingSuggestion([turningPoint, markDto('drop')])).toBeNull();
  });
});
