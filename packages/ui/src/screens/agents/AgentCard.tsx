import type { AgentDto } from '@artisan-ts/contracts';
import { Dot, type Tone } from '#parts/Dot.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './Agents.module.css';

const cx = classNames(styles);

const stateWords: Readonly<
  Record<AgentDto['state'], { readonly words: string; readonly tone: Tone }>
> = {
  active: { words: 'Works', tone: 'true' },
  waiting: { words: 'Not yet registered', tone: 'quiet' },
  refused: { words: 'Does not work', tone: 'limit' },
};

/** What a tool does to the world, for a person. */
const effectWords: Readonly<Record<string, string>> = {
  PURE: 'computes',
  READ: 'reads',
  WRITE_IDEMPOTENT: 'writes, once',
  WRITE_FENCED: 'changes',
  PROPOSE: 'proposes',
};

/** One agent: what it does, when, how far it may go, and with what. */
export function AgentCard({ agent }: { readonly agent: AgentDto }) {
  const { words, tone } = stateWords[agent.state];
  return (
    <article className={cx('card')} aria-label={agent.goalName}>
      <header>
        <h2>{agent.goalName}</h2>
        <Dot tone={tone}>{words}</Dot>
      </header>
      <p>{agent.words}</p>
      {agent.trouble ? (
        <p role="alert" className={cx('problem')}>
          {agent.trouble}
        </p>
      ) : null}
      <dl>
        <div>
          <dt>Starts</dt>
          <dd>{agent.starts}</dd>
        </div>
        <div>
          <dt>May go to level</dt>
          <dd>
            {agent.level} of {agent.cap}. {agent.levelWords}
          </dd>
        </div>
        <div>
          <dt>Version</dt>
          <dd>{agent.name}</dd>
        </div>
      </dl>
      <details>
        <summary>Its tools and limits</summary>
        <ul>
          {agent.tools.map((tool) => (
            <li key={tool.name}>
              {tool.words}{' '}
              <span className={cx('quiet')}>
                {tool.name}, {effectWords[tool.effect] ?? tool.effect}
              </span>
            </li>
          ))}
        </ul>
        <p className={cx('quiet')}>One run: at most {agent.limits.join(', ')}.</p>
      </details>
    </article>
  );
}
