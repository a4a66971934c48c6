import { expect, it } from 'vitest';
import { recordingLogger, silentLogger } from '#log/logger.ts';

it('keeps what was logged, in order, with its level and fields', () => {
  const logger = recordingLogger();
  logger.warn({ lagMs: 1200 }, 'behind');
  logger.info({}, 'caught up');
  expect(logger.lines).toEqual([
    { level: 'warn', fields: { lagMs: 1200 }, message: 'behind' },
    { level: 'info', fields: {}, message: 'caught up' },
  ]);
});

it('says nothing when silent', () => {
  expect(silentLogger.error({}, 'unheard')).toBeUndefined();
});
