import type { MissionDeed, MissionDto } from '@artisan-ts/contracts';
import { useId } from 'react';
import { dateText } from '#display/format.ts';
import { stateWords } from '#display/mission-words.ts';
import { Action } from '#parts/Action.tsx';
import { Dot } from '#parts/Dot.tsx';
import { deedWords } from '#screens/inbox/deeds.ts';
import { MissionDetail } from '#screens/inbox/MissionDetail.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './MissionItem.module.css';

const cx = classNames(styles);

/** One mission: what it is, how it stands and why; open, also what can be done and what happened. */
export function MissionItem(props: {
  readonly mission: MissionDto;
  readonly isOpen: boolean;
  /** A decision about it waits for its undo to run out. */
  readonly isHeld: boolean;
  readonly onOpen: () => void;
  readonly onDeed: (mission: MissionDto, deed: MissionDeed) => void;
}) {
  const { mission, isOpen, isHeld } = props;
  const { words, tone } = stateWords[mission.state];
  const id = useId();
  return (
    <li>
      <article
        className={cx('item', isOpen && 'open')}
        aria-label={`${mission.goalName} of ${mission.subjectTitle}`}
      >
        <button
          type="button"
          className={cx('head')}
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={props.onOpen}
        >
          <span className={cx('name')}>{mission.subjectTitle}</span>
          <Dot tone={tone}>{words}</Dot>
          <span className={cx('about')}>
            {[mission.goalName, mission.machineName, dateText(mission.createdAtMs)]
              .filter((part) => part !== '')
              .join(' \u00b7 ')}
          </span>
        </button>
        {whyOf(mission).map((sentence) => (
          <p key={sentence} className={cx('why')}>
            {sentence}
          </p>
        ))}
        <div id={id}>
          {isOpen ? (
            <>
              {isHeld ? null : <Deeds mission={mission} onDeed={props.onDeed} />}
              <MissionDetail mission={mission} />
            </>
          ) : null}
        </div>
      </article>
    </li>
  );
}

function Deeds(props: {
  readonly mission: MissionDto;
  readonly onDeed: (mission: MissionDto, deed: MissionDeed) => void;
}) {
  const { mission, onDeed } = props;
  if (mission.can.length === 0) return null;
  return (
    <div className={cx('deeds')}>
      {mission.can.map((deed, index) => (
        <Action
          key={deed}
          weight={index === 0 ? 'primary' : 'secondary'}
          onClick={() => onDeed(mission, deed)}
        >
          {deedWords[deed].label} <kbd>{deedWords[deed].key}</kbd>
        </Action>
      ))}
    </div>
  );
}

/** Why a mission stands where it stands, in sentences; nothing when its state says it all. */
function whyOf(mission: MissionDto): readonly string[] {
  const { state, reasons, lastError, availableAtMs, attempts, maxAttempts } = mission;
  const why = reasons.map(({ message }) => message);
  const cause = lastError === null ? [] : [`Last time: ${lastError.message}.`];
  switch (state) {
    case 'DONE':
    case 'PENDING':
    case 'RUNNING':
      return [];
    case 'RETRY':
      return [`It will try again by itself at ${timeOfDay(availableAtMs)}.`, ...why, ...cause];
    case 'QUARANTINED':
      return [
        ...why,
        mission.goal === 'data-quality'
          ? 'Recording goes on. Release it when you have looked; reject it if there is nothing to it.'
          : 'The roast is safe. Release it if it counts, and its report is made as it is; reject it if it does not.',
      ];
    case 'DEAD':
      return [
        `It was tried ${attempts} of ${maxAttempts} times and is not tried any more. The roast is safe.`,
        ...cause,
      ];
    default:
      return [...why, ...cause];
  }
}

function timeOfDay(wallMs: number): string {
  return new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' }).format(wallMs);
}
