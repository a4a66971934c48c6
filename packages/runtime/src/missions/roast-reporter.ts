import { isId, type RoastId } from '@artisan-ts/domain';
import type { CanonicalValue } from '@artisan-ts/trust';
import { type Agent, type AgentRun, MissionFault } from '#missions/agent.ts';
import type { RoastReader } from '#roasts/roast-reader.ts';
import { analysisView } from '#views/analysis-view.ts';

/** Reports on a roast: its analysis as the API shows it, with its sentences. Deterministic. */
export class RoastReporter implements Agent {
  readonly goal = 'roast-report';
  readonly #reader: Pick<RoastReader, 'stored' | 'record'>;

  constructor(reader: Pick<RoastReader, 'stored' | 'record'>) {
    this.#reader = reader;
  }

  async run({ mission, step }: AgentRun): Promise<CanonicalValue> {
    const id = mission.subjectId ?? '';
    if (!isId('roast', id)) throw new MissionFault('BAD_INPUT', `"${id}" names no roast`);
    const analysis = await step('analyse', () => this.#analyse(id));
    return step('report', async () => {
      const { revision, summary } = analysis as { revision: number; summary: string[] };
      return { roastId: id, revision, sentences: summary, analysis };
    });
  }

  isResult(result: CanonicalValue): boolean {
    return (
      typeof result === 'object' &&
      result !== null &&
      'sentences' in result &&
      Array.isArray(Reflect.get(result, 'sentences')) &&
      'analysis' in result
    );
  }

  async #analyse(id: RoastId): Promise<CanonicalValue> {
    const roast = await this.#reader.stored(id);
    if (roast === null)
      throw new MissionFault('NOT_FOUND', `the roast ${id} is not there any more`);
    if (roast.header.closeReason === null) {
      throw new MissionFault(
        'ILLEGAL_TRANSITION',
        'the roast was opened again; its report is made when it is closed',
      );
    }
    const record = await this.#reader.record(roast);
    const view = analysisView(record, { ror: 'ls30', alignAt: 'charge' }, null);
    // As it is stored and sent: what has no value is left out.
    return JSON.parse(JSON.stringify(view)) as CanonicalValue;
  }
}
