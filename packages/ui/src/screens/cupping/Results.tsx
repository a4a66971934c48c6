import type { CuppingDto, CuppingResultsDto, SampleResultDto } from '@artisan-ts/contracts';
import { cuppingAttributes } from '@artisan-ts/domain';
import { attributeLabels } from '@artisan-ts/roast';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { readResults } from '#api/cuppings.ts';
import { Offsets } from '#screens/cupping/Offsets.tsx';
import { Radar } from '#screens/cupping/Radar.tsx';
import { classNames } from '#theme/class-names.ts';
import styles from './CuppingScreen.module.css';

const cx = classNames(styles);

type NameOf = (tasterId: string) => string;

/** What came out of the last round that was revealed. */
export function Results({ cupping }: { readonly cupping: CuppingDto }) {
  const { data, error } = useQuery({
    queryKey: ['cuppings', cupping.id, 'results', cupping.round, cupping.isBlind],
    queryFn: () => readResults(cupping.id),
  });
  if (error) {
    return (
      <p role="alert" className={cx('problem')}>
        {error.message}
      </p>
    );
  }
  if (!data) return <p className={cx('quiet')}>Reading the results</p>;
  const nameOf: NameOf = (id) => data.cupping.tasters.find((each) => each.id === id)?.name ?? id;
  return (
    <section aria-label="Results" className={cx('group')}>
      <h2 className={cx('title')}>
        {data.cupping.round > 0 ? `Results of round ${data.round + 1}` : 'Results'}
      </h2>
      {data.triangle ? <Triangle triangle={data.triangle} nameOf={nameOf} /> : null}
      {data.samples.map((sample) => (
        <Sample key={sample.sampleId} cupping={data.cupping} sample={sample} nameOf={nameOf} />
      ))}
      {data.calibration.length > 0 ? (
        <>
          <h3 className={cx('subtitle')}>How the tasters stand to each other</h3>
          <Pairs pairs={data.pairs} nameOf={nameOf} />
          <Offsets calibration={data.calibration} nameOf={nameOf} />
        </>
      ) : null}
    </section>
  );
}

function Sample(props: {
  readonly cupping: CuppingDto;
  readonly sample: SampleResultDto;
  readonly nameOf: NameOf;
}) {
  const { cupping, sample, nameOf } = props;
  const { code, name, total, totals, words, notes, roastId } = sample;
  const strong = strengths(sample);
  return (
    <article className={cx('sample')} aria-label={name}>
      <div className={cx('told')}>
        <p className={cx('score')}>
          {total?.mean.toFixed(2) ?? '\u2013'}
          {total?.spread ? (
            <span className={cx('quiet')}> {`\u00b1${total.spread.toFixed(2)}`}</span>
          ) : null}
        </p>
        <p className={cx('name')}>
          {roastId === null ? (
            name
          ) : (
            <Link to="/roasts/$roastId" params={{ roastId }}>
              {name}
            </Link>
          )}{' '}
          <span className={cx('quiet')}>{code}</span>
        </p>
        <p className={cx('quiet')}>
          {totals
            .map(
              ({ tasterId, total: own }) => `${nameOf(tasterId)} ${own?.toFixed(2) ?? 'not done'}`,
            )
            .join(' \u00b7 ')}
        </p>
        {strong === '' ? null : <p className={cx('quiet')}>Strength of 15: {strong}</p>}
        {words.length > 0 ? (
          <p>
            {words
              .map(({ word, tasters }) => (tasters > 1 ? `${word} ${tasters}\u00d7` : word))
              .join(', ')}
          </p>
        ) : null}
        {notes.map(({ tasterId, text }) => (
          <p key={tasterId} className={cx('quiet')}>
            {nameOf(tasterId)}: “{text}”
          </p>
        ))}
      </div>
      <Radar form={cupping.form} attributes={sample.attributes} label={`Scores of ${name}`} />
    </article>
  );
}

function strengths({ intensities }: SampleResultDto): string {
  const known = cuppingAttributes.flatMap((name) => {
    const found = intensities[name];
    return found === undefined
      ? []
      : [`${attributeLabels[name].toLowerCase()} ${Math.round(found.mean * 10) / 10}`];
  });
  return known.join(', ');
}

function Pairs(props: { readonly pairs: CuppingResultsDto['pairs']; readonly nameOf: NameOf }) {
  return (
    <ul className={cx('pairs')}>
      {props.pairs.map(({ tasterIds, samples, meanDistance, comparisons, sameOrder }) => (
        <li key={tasterIds.join(' ')}>
          {tasterIds.map(props.nameOf).join(' and ')}: {meanDistance.toFixed(2)} points apart on
          average over {samples} {samples === 1 ? 'sample' : 'samples'}
          {comparisons === 0
            ? ''
            : `, the same order in ${sameOrder} of ${comparisons} ${comparisons === 1 ? 'comparison' : 'comparisons'}`}
        </li>
      ))}
    </ul>
  );
}

function Triangle(props: {
  readonly triangle: NonNullable<CuppingResultsDto['triangle']>;
  readonly nameOf: NameOf;
}) {
  const { answered, correct, pValue, words, tasters } = props.triangle;
  return (
    <div className={cx('group')}>
      <p className={cx('score')}>
        {correct} of {answered}
      </p>
      <p className={cx('verdict')}>{words}</p>
      <p className={cx('quiet')}>
        p {'='} {pValue < 0.0001 ? pValue.toExponential(1) : pValue.toFixed(4)}, exact, one-sided
      </p>
      <ul className={cx('pairs')}>
        {tasters.map(({ tasterId, answered: asked, correct: right }) => (
          <li key={tasterId}>
            {props.nameOf(tasterId)}: {right} of {asked} right
          </li>
        ))}
      </ul>
    </div>
  );
}
