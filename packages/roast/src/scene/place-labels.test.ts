import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LabelRequest, overlapsOf, placeLabels, spreadAlong } from '#scene/place-labels.ts';

const bounds = { x: 0, y: 0, width: 1000, height: 600 };
const request = (key: string, x: number, y: number): LabelRequest => ({
  key,
  x,
  y,
  width: 120,
  height: 40,
  sides: ['aboveLeft', 'belowRight', 'above', 'below'],
});

describe('placeLabels', () => {
  it('takes the best side when nothing is in the way', () => {
    const [label] = placeLabels([request('a', 500, 300)], { bounds, points: [], distance: 10 });
    expect(label).toMatchObject({ x: 370, y: 250, align: 'right' });
  });

  it('keeps off a curve', () => {
    const points = Array.from({ length: 200 }, (_, i) => ({ x: 300 + i, y: 270 }));
    const [label] = placeLabels([request('a', 500, 300)], { bounds, points, distance: 10 });
    expect(label).toMatchObject({ y: 310, align: 'left' });
  });

  it('keeps inside the plot', () => {
    const [label] = placeLabels([request('a', 20, 20)], { bounds, points: [], distance: 10 });
    expect(label).toMatchObject({ x: 30, y: 30 });
  });

  it('is moved off the axes where every side lies over an edge, and not over what it names', () => {
    const narrow = { x: 100, y: 100, width: 140, height: 90 };
    const [label] = placeLabels([request('a', 150, 120)], {
      bounds: narrow,
      points: [],
      distance: 10,
    });
    expect(label).toMatchObject({ x: 120, y: 130 });
  });

  it('never stands over an edge, and over its own point only where there is no other room', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 0, max: 600 }),
        fc.array(
          fc.record({
            x: fc.integer({ min: 0, max: 1000 }),
            y: fc.integer({ min: 0, max: 600 }),
          }),
          { maxLength: 50 },
        ),
        (x, y, points) => {
          const [label] = placeLabels([request('a', x, y)], { bounds, points, distance: 10 });
          expect(label?.x).toBeGreaterThanOrEqual(0);
          expect(label?.y).toBeGreaterThanOrEqual(0);
          expect((label?.x ?? 0) + 120).toBeLessThanOrEqual(1000);
          expect((label?.y ?? 0) + 40).toBeLessThanOrEqual(600);
          const isOver =
            label &&
            x >= label.x &&
            x <= label.x + label.width &&
            y >= label.y &&
            y <= label.y + label.height;
          expect(isOver).toBe(false);
        },
      ),
    );
  });

  it('never moves a label for a later one', () => {
    const around = { bounds, points: [], distance: 10 };
    const [alone] = placeLabels([request('a', 500, 300)], around);
    const [first] = placeLabels([request('a', 500, 300), request('b', 505, 302)], around);
    expect(first).toEqual(alone);
  });

  it('gives two marks a second apart places of their own', () => {
    const labels = placeLabels([request('a', 500, 300), request('b', 505, 302)], {
      bounds,
      points: [],
      distance: 10,
    });
    const [a, b] = labels;
    const isApart =
      a &&
      b &&
      (a.x + a.width <= b.x ||
        b.x + b.width <= a.x ||
        a.y + a.height <= b.y ||
        b.y + b.height <= a.y);
    expect(isApart).toBe(true);
  });
});

describe('overlapsOf', () => {
  it('counts every box that lies over a taken place, and none that touches it', () => {
    const box = (x: number, y: number) => ({ x, y, width: 10, height: 10 });
    expect(overlapsOf([box(0, 0), box(100, 0)], [box(5, 5), box(8, 0), box(10, 0)])).toBe(2);
    expect(overlapsOf([], [box(0, 0)])).toBe(0);
  });
});

describe('spreadAlong', () => {
  it('moves nothing that is apart already', () => {
    expect(spreadAlong([10, 100, 50], 20, { min: 0, max: 200 })).toEqual([10, 100, 50]);
  });

  it('keeps labels apart and inside while there is room', () => {
    const wanted = fc.array(fc.integer({ min: -50, max: 450 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(wanted, (values) => {
        const places = spreadAlong(values, 20, { min: 0, max: 400 });
        const sorted = [...places].sort((a, b) => a - b);
        expect(sorted[0]).toBeGreaterThanOrEqual(0);
        expect(sorted.at(-1)).toBeLessThanOrEqual(400);
        for (let i = 1; i < sorted.length; i++) {
          expect((sorted[i] ?? 0) - (sorted[i - 1] ?? 0)).toBeGreaterThanOrEqual(20);
        }
      }),
    );
  });
});
