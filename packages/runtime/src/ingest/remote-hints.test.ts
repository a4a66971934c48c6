import { ok } from '@artisan-ts/domain';
import { builtMachineId, recordingLogger, SimulatedClock } from '@artisan-ts/testkit';
import { describe, expect, it } from 'vitest';
import { DeadLetters } from '#ingest/dead-letters.ts';
import { RemoteHints } from '#ingest/remote-hints.ts';
import type { MarkService } from '#machines/mark-service.ts';
import type { StationParts } from '#station-parts.ts';

describe('a hint that comes over the network', () => {
  it('is set aside when the rules have a defect, and what brought it goes on', () => {
    const clock = new SimulatedClock();
    const logger = recordingLogger();
    const deadLetters = new DeadLetters({ clock, logger, store: null });
    // A hint needs the time, the machine and where to set it aside, and nothing else of a station.
    const station = {
      deps: { clock, logger },
      machines: new Map([[builtMachineId, { machine: { id: builtMachineId }, clock }]]),
      telemetry: { deadLetters },
    } as unknown as StationParts;
    const broken: Pick<MarkService, 'fromSensor'> = {
      fromSensor: () => {
        throw new TypeError('no such state');
      },
    };
    const hints = new RemoteHints(station, broken as MarkService);
    const hint = { v: 1, kind: 'fcStart', confidence: 0.9, by: 'ear', reason: '' } as const;
    const delivery = hints.receive({
      topic: `roaster/local/main/${builtMachineId}/hint`,
      opened: ok({ ...hint, wallMs: clock.wallMs() }),
      excerpt: () => '',
    });
    expect(delivery).toBe('set-aside');
    expect(deadLetters.status().byCode).toEqual({ 'defect.invariant': 1 });
    expect(logger.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  });
});
