import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventTextReader } from '#client/event-text.ts';

const text =
  'retry: 1000\n\nid: 1\nevent: sample\ndata: {"a":1}\n\n: still here\n\nevent: durable\ndata: 2\n\n';

test('events are read with their id, which goes on until there is a new one; comments are passed over', () => {
  expect(new EventTextReader().push(text)).toEqual([
    { id: '1', name: 'sample', data: '{"a":1}' },
    { id: '1', name: 'durable', data: '2' },
  ]);
});

test('how the text is cut into pieces makes no difference', () => {
  const whole = new EventTextReader().push(text);
  fc.assert(
    fc.property(fc.array(fc.nat(text.length)), (places) => {
      const reader = new EventTextReader();
      const cuts = [0, ...places.sort((a, b) => a - b), text.length];
      const events = cuts.slice(1).flatMap((end, i) => reader.push(text.slice(cuts[i], end)));
      expect(events).toEqual(whole);
    }),
  );
});
