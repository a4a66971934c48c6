import { describe, expect, it } from 'vitest';
import { topicMatches } from '#bus/topic.ts';

describe('topicMatches', () => {
  it.each([
    ['roaster/+/+/+/telemetry', 'roaster/local/main/m1/telemetry', true],
    ['roaster/+/+/+/telemetry', 'roaster/local/main/m1/commands', false],
    ['roaster/+/+/+/telemetry', 'roaster/local/main/telemetry', false],
    ['roaster/#', 'roaster/local/main/m1/telemetry', true],
    ['roaster/#', 'roaster', true],
    ['#', 'anything/at/all', true],
    ['+', 'a/b', false],
    ['a/+', 'a/', true],
    ['a/b', 'a/b/c', false],
  ])('filter %s, topic %s: %s', (filter, topic, expected) => {
    expect(topicMatches(filter, topic)).toBe(expected);
  });
});
