import type { Logger, TelemetryExport } from '@artisan-ts/runtime';
import type { MetricsPage } from '#telemetry/metrics-page.ts';
import type { TraceSender } from '#telemetry/trace-sender.ts';

/** A stop waits no longer for a receiver. */
const goodbyeMs = 3_000;

/** Traces by OTLP and numbers for Prometheus, each only when it was chosen; nothing of either is loaded before. */
export function telemetryExport(version: string, logger: Logger): TelemetryExport {
  let sender: { readonly url: string; readonly sender: TraceSender } | null = null;
  let page: { readonly port: number; readonly page: MetricsPage } | null = null;

  async function chooseTraces(url: string | null): Promise<void> {
    if (url === (sender?.url ?? null)) return;
    const before = sender;
    sender = null;
    await before?.sender.close().catch(quietly);
    if (url === null) return;
    const { traceSender } = await import('#telemetry/trace-sender.ts');
    sender = { url, sender: traceSender(url, version) };
  }

  async function chooseMetrics(port: number | null): Promise<string | null> {
    if (port === (page?.port ?? null)) return null;
    const before = page;
    page = null;
    await before?.page.close().catch(quietly);
    if (port === null) return null;
    const { metricsPage } = await import('#telemetry/metrics-page.ts');
    try {
      page = { port, page: await metricsPage(port, version) };
      return null;
    } catch (error) {
      return `numbers for Prometheus cannot be served on port ${port}: ${String(error)}`;
    }
  }

  function quietly(error: unknown): void {
    logger.warn({ err: error }, 'what was left for a receiver of traces or numbers was not taken');
  }

  return {
    choose: async ({ traceExport, metricsPort }) => {
      await chooseTraces(traceExport);
      const trouble = await chooseMetrics(metricsPort);
      return trouble === null ? [] : [trouble];
    },
    attempt: (mission, spans) => {
      try {
        sender?.sender.send(mission, spans);
        page?.page.count(mission, spans);
      } catch (error) {
        logger.warn({ err: error }, 'an attempt at a mission was not told');
      }
    },
    stop: async () => {
      const patience = new Promise<void>((resolve) => {
        setTimeout(resolve, goodbyeMs).unref();
      });
      const ended = Promise.all([chooseTraces(null), chooseMetrics(null)]);
      await Promise.race([ended, patience]);
    },
  };
}
