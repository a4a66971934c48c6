import { ok } from '@artisan-ts/domain';
import {
  faultTable,
  fitMachine,
  leverHabits,
  naturalExperiments,
  type ObservedRoast,
  observedDays,
  type PolicyName,
  policies,
  policyNames,
  referenceOf,
  twinMachines,
} from '@artisan-ts/twin';
import { Command, Option } from 'commander';
import { runsWith, type Session, type Shell } from '#cli/session.ts';
import { twinDayCommand } from '#commands/twin-day.ts';
import { twinRunCommand } from '#commands/twin-run.ts';
import { twinWhatIfCommand } from '#commands/twin-what-if.ts';
import { experimentsText, fitText, type NamedFit } from '#twin/fit-text.ts';
import { handsText } from '#twin/hands-text.ts';
import { type ObservedMachines, readObservedMachines } from '#twin/observed-machines.ts';

/** `artisan twin`: the simulated machine, and how well it knows real ones. */
export function twinCommand(shell: Shell): Command {
  return new Command('twin')
    .description('simulated machines: fit them to real roasts, check them, roast many batches')
    .addCommand(fitCommand(shell))
    .addCommand(experimentsCommand(shell))
    .addCommand(twinWhatIfCommand(shell))
    .addCommand(handsCommand(shell))
    .addCommand(twinRunCommand(shell))
    .addCommand(twinDayCommand(shell))
    .addCommand(faultsCommand(shell));
}

function fitCommand(shell: Shell): Command {
  return new Command('fit')
    .description('fit the twin to the roasts of each machine, and say how well it knows it')
    .argument('<paths...>', 'roast files, and folders of them')
    .action(
      runsWith(shell, async (session, ...paths) => {
        const observed = readObservedMachines(paths);
        if (!observed.ok) return observed;
        const fits = fitAll(session, observed.value);
        const { unread } = observed.value;
        return ok({ json: { machines: fits.map(fitJson), unread }, lines: fitText(fits, unread) });
      }),
    );
}

function experimentsCommand(shell: Shell): Command {
  return new Command('experiments')
    .description('pairs of real roasts with different plans: may the twin answer "what if"?')
    .argument('<paths...>', 'roast files, and folders of them')
    .action(
      runsWith(shell, async (session, ...paths) => {
        const observed = readObservedMachines(paths);
        if (!observed.ok) return observed;
        const fits = fitAll(session, observed.value);
        const reports = fits.flatMap(({ machine, segments }) =>
          segments.flatMap((segment) =>
            segment.kind === 'fitted' ? [{ machine, report: naturalExperiments(segment) }] : [],
          ),
        );
        const refused = fits.flatMap(({ machine, segments }) =>
          segments.flatMap((segment) =>
            segment.kind === 'refused' ? [{ machine, reason: segment.reason }] : [],
          ),
        );
        return ok({
          json: {
            machines: reports.map(({ machine, report }) => ({ machine, ...report })),
            refused,
          },
          lines: [
            ...experimentsText(reports),
            ...refused.map(({ machine, reason }) => `Not fitted: ${machine}: ${reason}.`),
          ],
        });
      }),
    );
}

function handsCommand(shell: Shell): Command {
  const command = new Command('hands')
    .description(
      'when and how often hands move the burner: real ones, and simulated people beside them',
    )
    .argument('<paths...>', 'roast files, and folders of them')
    .addOption(
      new Option('--policy <names...>', 'simulated people, on 120 days of production on G1')
        .choices(policyNames)
        .default([]),
    );
  return command.action(
    runsWith(shell, async (_session, ...paths) => {
      const observed = readObservedMachines(paths);
      if (!observed.ok) return observed;
      const { policy } = command.opts<{ readonly policy: readonly PolicyName[] }>();
      const real = observed.value.machines.map(({ machine, roasts }) => ({ machine, roasts }));
      const simulated = policy.map((name) => ({
        machine: `${name} (simulated)`,
        roasts: simulatedDays(name),
      }));
      const machines = [...real, ...simulated].map(({ machine, roasts }) => ({
        machine,
        ...leverHabits(roasts),
      }));
      return ok({ json: { machines }, lines: handsText(machines) });
    }),
  );
}

const simulatedDayCount = 120;

function simulatedDays(name: PolicyName): readonly ObservedRoast[] {
  const machine = twinMachines.g1;
  const reference = referenceOf(machine);
  return observedDays(
    { machine, reference, policy: policies[name], suite: 'B' },
    simulatedDayCount,
  );
}

function faultsCommand(shell: Shell): Command {
  return new Command('faults').description('what can break in a simulated batch, by name').action(
    runsWith(shell, async () =>
      ok({
        json: { faults: faultTable },
        lines: Object.entries(faultTable).map(([name, { help }]) => `${name.padEnd(16)}${help}`),
      }),
    ),
  );
}

function fitAll(session: Session, { machines }: ObservedMachines): readonly NamedFit[] {
  return machines.map(({ machine, roasts }) => ({
    machine,
    segments: fitMachine(roasts, (line) => session.progress(`${machine}: ${line}`)),
  }));
}

/** A fit without the curves it was made of. */
function fitJson({ machine, segments }: NamedFit): unknown {
  return {
    machine,
    segments: segments.map((segment) =>
      segment.kind === 'refused'
        ? { ...segment, roasts: segment.roasts.map(({ name }) => name) }
        : {
            ...segment,
            roasts: segment.roasts.map(({ roast, factors, threeFactorsC, openLoopC }, place) => ({
              file: roast.name,
              startedWallMs: roast.startedWallMs,
              isUnseen: place >= segment.trained,
              factors,
              threeFactorsC,
              openLoopC,
            })),
          },
    ),
  };
}
