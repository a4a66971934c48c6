import type { HealthDto, Severity } from '@artisan-ts/contracts';
import { ok } from '@artisan-ts/domain';
import { Command } from 'commander';
import { runsWith, type Shell } from '#cli/session.ts';

const severityWords: Readonly<Record<Severity, string>> = {
  alarm: 'ALARM',
  warning: 'WARNING',
  note: 'Note',
};

/** `artisan health`: what is wrong with the running station and what to do. Exit code 1 when something is. */
export function healthCommand(shell: Shell): Command {
  return new Command('health')
    .description('what is wrong with the running station, and what to do about it')
    .action(
      runsWith(shell, async (session) => {
        const health = await session.client().get<HealthDto>('/health');
        return ok({ json: health, lines: healthText(health), isBad: health.status !== 'ok' });
      }),
    );
}

/** Health for people: what is wrong first, then how everything stands, then what happened. */
export function healthText(health: HealthDto): readonly string[] {
  const { findings, recording, machines, notices = [] } = health;
  return [
    ...(findings.length === 0 ? ['All is well.'] : []),
    ...findings.map(
      ({ severity, about, message }) => `${severityWords[severity]}  ${about}: ${message}`,
    ),
    '',
    `Recording: ${recording.message}`,
    ...machines.map(({ name, connection }) => `${name}: ${connection.message}`),
    ...(health.telemetry ? [`MQTT: ${health.telemetry.broker.message}`] : []),
    ...(health.autosave ? [`Roast files: ${health.autosave.message}`] : []),
    ...notices.map(({ message, wallMs }) => `${new Date(wallMs).toLocaleString()}  ${message}`),
  ];
}
