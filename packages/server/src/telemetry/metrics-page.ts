import { usPerSecond } from '@artisan-ts/domain';
import type { Mission } from '@artisan-ts/kernel';
import type { MissionSpan } from '@artisan-ts/runtime';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider } from '@opentelemetry/sdk-metrics';

/** Numbers of missions on a page for Prometheus. */
export interface MetricsPage {
  count(mission: Mission, spans: readonly MissionSpan[]): void;
  close(): Promise<void>;
}

/** Serves the page at this computer alone. @throws when the port cannot be used */
export async function metricsPage(port: number, version: string): Promise<MetricsPage> {
  const exporter = new PrometheusExporter({ host: '127.0.0.1', port, preventServerStart: true });
  const provider = new MeterProvider({
    resource: resourceFromAttributes({ 'service.name': 'artisan', 'service.version': version }),
    readers: [exporter],
  });
  const meter = provider.getMeter('artisan.missions', version);
  const attempts = meter.createCounter('artisan_mission_attempts', {
    description: 'Attempts at missions, by the state the mission came to',
  });
  const seconds = meter.createHistogram('artisan_mission_attempt_seconds', {
    description: 'How long attempts at missions took',
    advice: { explicitBucketBoundaries: [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 120, 300] },
  });
  const tools = meter.createCounter('artisan_tool_calls', {
    description: 'Calls of tools by agents, by what the governor decided',
  });
  await exporter.startServer();
  return {
    count: ({ goal, state }, spans) => {
      attempts.add(1, { goal, state });
      const whole = spans.find(({ parentId }) => parentId === null);
      if (whole !== undefined) seconds.record(whole.durationUs / usPerSecond, { goal });
      for (const { attributes } of spans) {
        const tool = attributes['gen_ai.tool.name'];
        const decision = attributes['artisan.decision'] ?? 'none';
        if (tool !== undefined) tools.add(1, { tool, decision });
      }
    },
    close: () => provider.shutdown(),
  };
}
