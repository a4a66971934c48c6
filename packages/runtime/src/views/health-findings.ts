import {
  type FindingDto,
  type HealthEvent,
  type MachineDto,
  type NoticeDto,
  severities,
} from '@artisan-ts/contracts';
import type { DriverFault } from '#live/driver-faults.ts';
import { sharedTroubles } from '#live/shared-troubles.ts';

/** What the findings are drawn from: the parts of a health event, and what stands beside them. */
export interface HealthFacts extends Omit<HealthEvent, 'findings' | 'notices'> {
  /** What is so now about time and power. */
  readonly present: readonly NoticeDto[];
  /** What the store found that a person must know. */
  readonly storeNotices: readonly string[];
  /** How the driver of a machine failed of late; null: it did not. */
  readonly driverFault: (machineId: string) => DriverFault | null;
}

/** Everything that is wrong now, the gravest first, each with what to do. Empty when all is well. */
export function healthFindings(facts: HealthFacts): FindingDto[] {
  const { machines, storeNotices, present } = facts;
  const found = [
    ...recordingFindings(facts),
    ...storeNotices.map((message) => finding('warning', 'Data folder', 'store.notice', message)),
    ...machines.flatMap((machine) => [
      ...machineFindings(machine),
      ...driverFindings(machine, facts.driverFault(machine.id)),
    ]),
    ...telemetryFindings(facts.telemetry),
    ...autosaveFindings(facts.autosave),
    ...present.map(({ code, message, wallMs }) =>
      finding('warning', aboutOf(code), code, message, wallMs),
    ),
  ];
  return found.sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}

/** What a notice is about. */
function aboutOf(code: string): string {
  if (code.startsWith('identity.')) return 'Devices';
  if (code.startsWith('recording.')) return 'Recording';
  return code.startsWith('audit.') ? 'Audit log' : 'Computer';
}

function recordingFindings({ recording: { state, message } }: HealthFacts): FindingDto[] {
  if (state === 'failing') return [finding('alarm', 'Recording', 'recording.failing', message)];
  if (state === 'behind') return [finding('warning', 'Recording', 'recording.behind', message)];
  return [];
}

/**
 * A device that is not seen is an alarm while a roast goes on in its machine. Of its signals nothing is said then: none
 * arrive, and one thing is to be done.
 */
function machineFindings({ name, channels, sources, roastId }: MachineDto): FindingDto[] {
  const severity = roastId === null ? 'warning' : 'alarm';
  return sources.flatMap((source) => {
    const { state, message, code, sinceWallMs } = source.connection;
    if (state === 'lost' || state === 'silent') {
      const own = channels.filter(({ id }) => source.channels.includes(id));
      const labels = own.map(({ label }) => label).join(' and ');
      const about = sources.length === 1 ? name : `${name}, ${labels}`;
      return [finding(severity, about, code ?? `connection.${state}`, message, sinceWallMs)];
    }
    return sharedTroubles({ channels, sources: [source] }).map(
      ({ labels, defect, message: words }) =>
        finding('warning', `${name}, ${labels}`, `signal.${defect}`, words),
    );
  });
}

/** A driver that failed and reads again. While it does not, the connection says the same. */
function driverFindings({ name, sources }: MachineDto, fault: DriverFault | null): FindingDto[] {
  if (fault === null) return [];
  const { code, message, sinceWallMs } = fault;
  const isSaid = sources.some(({ connection }) => connection.code === code);
  return isSaid ? [] : [finding('warning', `${name}, driver`, code, message, sinceWallMs)];
}

function telemetryFindings(telemetry: HealthFacts['telemetry']): FindingDto[] {
  if (telemetry === undefined) return [];
  const { broker, setAside, missing, troubled = [] } = telemetry;
  const found: FindingDto[] = [];
  if (!broker.isUp) found.push(finding('alarm', 'MQTT', 'bus.unavailable', broker.message));
  if (setAside.last !== null) {
    const { code, message, wallMs } = setAside.last;
    const words = `${setAside.count} messages could not be used and were set aside, the last because of this: ${message}. See set-aside.jsonl in the data folder.`;
    found.push(finding('warning', 'MQTT', code, words, wallMs));
  }
  for (const { machine, message, wallMs } of troubled)
    found.push(finding('warning', `${machine}, bridge`, 'telemetry.sender', message, wallMs));
  const contradictions = setAside.byCode['telemetry.equivocation'] ?? 0;
  if (contradictions > 0 && setAside.last?.code !== 'telemetry.equivocation') {
    const words = `${contradictions} times another reading claimed the place of one that was here; the first was kept. Two senders may say they are one device. See set-aside.jsonl in the data folder.`;
    found.push(finding('warning', 'MQTT', 'telemetry.equivocation', words));
  }
  if (missing > 0) {
    const words = `${missing} readings were numbered by their senders and have not come. They may come late; until then they are missing in the record.`;
    found.push(finding('note', 'Readings', 'telemetry.missing', words));
  }
  return found;
}

function autosaveFindings(autosave: HealthFacts['autosave']): FindingDto[] {
  if (autosave?.state !== 'failing') return [];
  return [finding('warning', 'Roast files', 'autosave.failing', autosave.message)];
}

function finding(
  severity: FindingDto['severity'],
  about: string,
  code: string,
  message: string,
  sinceWallMs: number | null = null,
): FindingDto {
  return { severity, about, code, message, sinceWallMs };
}
