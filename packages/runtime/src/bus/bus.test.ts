import { recordingLogger } from '@artisan-ts/testkit';
import { expect, it } from 'vitest';
import { Bus } from '#bus/bus.ts';

it('goes on to the next handler when one throws, and reports it', () => {
  const logger = recordingLogger();
  const bus = new Bus(logger);
  const heard: unknown[] = [];
  bus.subscribe('a/#', () => {
    throw new TypeError('broken listener');
  });
  const leave = bus.subscribe('a/+', (_topic, message) => heard.push(message));
  bus.publish('a/b', 1);
  leave();
  bus.publish('a/b', 2);
  expect(heard).toEqual([1]);
  expect(logger.lines).toHaveLength(2);
});
