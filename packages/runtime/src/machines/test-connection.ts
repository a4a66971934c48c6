import type { ConnectionReportDto } from '@artisan-ts/contracts';
import { ArtisanError, ok, type Result, refuse } from '@artisan-ts/domain';
import type { KindOf } from '#machines/attach.ts';
import type { AttachedMachine } from '#machines/attached-machine.ts';
import type { AttachedSource } from '#machines/attached-source.ts';
import type { SourceRunner } from '#source/source-runner.ts';
import { channelsView } from '#views/machine-view.ts';

/** Looks at every device of a machine, one after the other, and changes nothing. One that is being read is not disturbed. */
export async function testConnection(
  attached: AttachedMachine,
  kindOf: KindOf,
  signal: AbortSignal,
): Promise<Result<ConnectionReportDto>> {
  const steps: ConnectionReportDto['steps'] = [];
  const seen: Record<string, number | null> = {};
  let isOk = true;
  for (const source of attached.sources) {
    const report = await testSource(attached, source, kindOf, signal);
    if (!report.ok) return report;
    isOk &&= report.value.ok;
    steps.push(...report.value.steps);
    Object.assign(seen, report.value.sample);
  }
  return ok({ ok: isOk, steps, sample: Object.keys(seen).length === 0 ? null : seen });
}

async function testSource(
  attached: AttachedMachine,
  { source, runner }: AttachedSource,
  kindOf: KindOf,
  signal: AbortSignal,
): Promise<Result<ConnectionReportDto>> {
  const { state } = runner.status;
  if (state === 'connected' || state === 'silent') return ok(reportOfReading(attached, runner));
  const kind = kindOf(source.driver);
  if (kind === null) return refuse('driver.unknown', `no driver is called "${source.driver}"`);
  try {
    const report = await kind
      .create(source.settings, attached.clock, source.id)
      .reading.test(signal);
    const { ok: isOk, steps, sample } = report;
    const stream = source.streams.find((known) => known.stream === sample?.stream);
    const seen = sample === null || stream === undefined ? null : channelsView(sample, stream);
    return ok({ ok: isOk, steps: [...steps], sample: seen });
  } catch (error) {
    const { code, message } = ArtisanError.accept(error);
    return refuse(code, message);
  }
}

function reportOfReading(attached: AttachedMachine, runner: SourceRunner): ConnectionReportDto {
  const { state, message } = runner.status;
  const isOk = state === 'connected';
  return {
    ok: isOk,
    steps: [{ name: 'connection', ok: isOk, detail: message }],
    sample: attached.tape.newest(),
  };
}
