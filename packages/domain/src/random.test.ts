import { describe, expect, it } from 'vitest';
import { seededStream, standardNormal } from '#random.ts';

const draw = (seed: number, name: string, count: number) => {
  const stream = seededStream(seed, name);
  return Array.from({ length: count }, () => stream.next());
};

describe('a named random stream', () => {
  it('gives the same numbers for the same seed and name', () => {
    expect(draw(7, 'noise', 50)).toEqual(draw(7, 'noise', 50));
  });

  it('differs by name and by seed', () => {
    expect(draw(7, 'noise', 5)).not.toEqual(draw(7, 'crack', 5));
    expect(draw(7, 'noise', 5)).not.toEqual(draw(8, 'noise', 5));
    expect(draw(7, 'noise', 5)).not.toEqual(draw(7 + 2 ** 32, 'noise', 5));
  });

  it('is uniform enough: mean and spread of 100,000 draws lie within five standard errors', () => {
    const numbers = draw(3, 'uniform', 100_000);
    const mean = numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan((5 * Math.sqrt(1 / 12)) / Math.sqrt(numbers.length));
  });

  it('gives normal draws of mean 0 and deviation 1', () => {
    const stream = seededStream(11, 'normal');
    const numbers = Array.from({ length: 100_000 }, () => standardNormal(stream));
    const mean = numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
    const variance = numbers.reduce((sum, x) => sum + (x - mean) ** 2, 0) / numbers.length;
    expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(numbers.length));
    expect(Math.abs(variance - 1)).toBeLessThan(0.03);
  });
});
