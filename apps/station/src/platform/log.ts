import type { Logger } from '@artisan-ts/runtime';
import { destination, pino } from 'pino';

/** Levels a person can ask for, most telling first. */
export const logLevels = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Structured lines on standard error; standard output belongs to the commands. */
export function systemLogger(level: LogLevel): Logger {
  const lines = pino({ level, base: null }, destination({ fd: 2, sync: true }));
  return {
    debug: (fields, message) => lines.debug(fields, message),
    info: (fields, message) => lines.info(fields, message),
    warn: (fields, message) => lines.warn(fields, message),
    error: (fields, message) => lines.error(fields, message),
  };
}
