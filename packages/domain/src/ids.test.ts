import { describe, expect, it } from 'vitest';
import { ArtisanError } from '#errors/artisan-error.ts';
import { idHex, isId, makeId, parseId } from '#ids.ts';

const hex = '018f3c5e7a2b7c3d8e4f5a6b7c8d9e0f';

describe('an id', () => {
  it('says what it names and gives its digits back', () => {
    const id = makeId('roast', hex);
    expect(id).toBe(`roast_${hex}`);
    expect(idHex(id)).toBe(hex);
    expect(parseId('roast', id)).toBe(id);
  });

  it('is refused when it names another kind or is cut short', () => {
    expect(isId('machine', `roast_${hex}`)).toBe(false);
    expect(() => parseId('roast', `roast_${hex.slice(1)}`)).toThrow(ArtisanError);
    expect(() => makeId('roast', hex.toUpperCase())).toThrow(/32 hex digits/);
  });
});
