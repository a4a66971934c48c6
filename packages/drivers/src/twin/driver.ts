import type { KeptTwin } from '@artisan-ts/contracts';
import { ok, type SourceId } from '@artisan-ts/domain';
import type { Device, DriverKind } from '@artisan-ts/runtime';
import { TwinRoaster } from '@artisan-ts/twin';
import { settingsOrThrow } from '#settings-or-throw.ts';
import { TwinSession, twinChannels } from '#twin/session.ts';
import { twinFields, twinSettings } from '#twin/settings.ts';

/** Keeps where simulated machines are, so that a restart does not empty their drums. Neither throws. */
export interface TwinKeeper {
  /** Where the machine of a source was left, or null. */
  left(source: SourceId): KeptTwin | null;
  keep(source: SourceId, twin: KeptTwin): void;
}

/**
 * A simulated machine to roast on: it can be read, its levers set, its drum charged and dropped. Without a keeper a
 * restart finds it as it was when it was switched on.
 */
export function twinDriver(keeper: TwinKeeper | null = null): DriverKind {
  return {
    name: 'twin',
    label: 'Simulated roaster',
    origin: 'simulated',
    fields: twinFields,
    describe: (raw) => {
      const settings = twinSettings(raw);
      if (!settings.ok) return settings;
      const { machine, stored } = settings.value;
      return ok({
        settings: stored,
        streams: [{ stream: 'main', channels: twinChannels, intervalS: machine.intervalS }],
        levers: machine.levers,
        clockRate: Number(stored['speed']),
      });
    },
    create: (raw, clock, sourceId): Device => {
      const { machine, seed, noise, heating, days, faults } = settingsOrThrow(twinSettings(raw));
      const hands = heating === 'hands' ? ['by hand'] : [];
      const of = [machine.id, seed, days, ...hands, ...faults].join(' ');
      const kept = sourceId === undefined ? null : (keeper?.left(sourceId) ?? null);
      const left = kept?.of === of ? kept : undefined;
      const roaster = new TwinRoaster(machine, {
        seed,
        noise,
        heating,
        days,
        faults,
        from: left?.state,
      });
      const done = (atUs: number): void => {
        if (sourceId !== undefined) keeper?.keep(sourceId, { of, atUs, state: roaster.state });
      };
      const session = new TwinSession({ machine, roaster, clock, leftAtUs: left?.atUs, done });
      return {
        reading: {
          run: (sink, signal) => session.run(sink, signal),
          test: async () => session.report(),
        },
        control: { setLever: async (lever, value) => session.setLever(lever, value) },
        batch: {
          charge: (beans) => session.act((roaster) => roaster.charge(beans)),
          drop: () => session.act((roaster) => roaster.drop()),
          undo: (kind) => session.act((roaster) => roaster.undo(kind)),
        },
      };
    },
  };
}
