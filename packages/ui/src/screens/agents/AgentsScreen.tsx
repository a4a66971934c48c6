import type { AgentsDto } from '@artisan-ts/contracts';
import { useQuery } from '@tanstack/react-query';
import { readAgents } from '#api/agents.ts';
import { ScreenPage } from '#parts/ScreenPage.tsx';
import { AgentCard } from '#screens/agents/AgentCard.tsx';
import { RehearsalForm } from '#screens/agents/RehearsalForm.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './Agents.module.css';

const cx = classNames(styles);
/** Until everybody is registered, a moment after a start. */
const lookEveryMs = 10_000;

/** Who works here by themselves: what they do, what they may, with what; and what they are asked to rehearse. */
export function AgentsScreen() {
  const { data, error } = useQuery({
    queryKey: ['agents'],
    queryFn: readAgents,
    refetchInterval: lookEveryMs,
  });
  return (
    <ScreenPage title="Agents">
      <section aria-label="Agents" className={cx('group')}>
        <p className={cx('words')}>
          Agents work around the roast and never move a machine. Each may use the tools that stand
          here, and no others; what needs a person waits in the inbox.
        </p>
        {data ? null : (
          <p className={cx('words')}>{error?.message ?? 'Looking for the station.'}</p>
        )}
        {data?.agents.map((agent) => (
          <AgentCard key={agent.name} agent={agent} />
        ))}
        {data ? <Reasoner name={data.reasoner} /> : null}
      </section>
      <div className={cx('group')}>
        {data ? <RehearsalForm agents={data} /> : null}
        {data ? <Versions agents={data} /> : null}
      </div>
    </ScreenPage>
  );
}

function Reasoner({ name }: { readonly name: string | null }) {
  return (
    <p className={cx('words')}>
      {name === null
        ? 'No language model is asked. Nothing here needs one.'
        : `The language model ${name} may add a remark to a report, marked as its own. It decides nothing and changes nothing.`}
    </p>
  );
}

function Versions({ agents: { versions, policies } }: { readonly agents: AgentsDto }) {
  return (
    <details className={cx('versions')}>
      <summary>Every version that was registered</summary>
      <p className={cx('words')}>
        A version never changes: something else under its name is refused. Rules in force:{' '}
        {policies.map(({ name }) => name).join(', ')}.
      </p>
      <dl>
        {versions.map(({ kind, name, digest, atMs }) => (
          <div key={`${kind} ${name}`}>
            <dt>
              {name} <span className={cx('quiet')}>{kind}</span>
            </dt>
            <dd>
              {new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(atMs)}
              <code>{digest.slice(0, 12)}</code>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
