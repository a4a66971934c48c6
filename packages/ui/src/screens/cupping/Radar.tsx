import type { SampleResultDto } from '@artisan-ts/contracts';
import type { CuppingForm } from '@artisan-ts/domain';
import { attributeLabels, formSpecs } from '@artisan-ts/roast';
import styles from './Radar.module.css';

/** Wider than high: the names stand at the sides. */
const width = 320;
const height = 220;
const middleX = width / 2;
const middleY = height / 2;
const radius = 82;
const rings = [0.25, 0.5, 0.75, 1];

/** The scored attributes of one sample as a shape: each on its own axis, the outer ring the top of the scale. */
export function Radar(props: {
  readonly form: CuppingForm;
  readonly attributes: SampleResultDto['attributes'];
  readonly label: string;
}) {
  if (props.form === 'triangle') return null;
  const { attributes: names, scale } = formSpecs[props.form];
  const at = (index: number, share: number): readonly [number, number] => {
    const angle = (index / names.length) * 2 * Math.PI - Math.PI / 2;
    return [middleX + Math.cos(angle) * radius * share, middleY + Math.sin(angle) * radius * share];
  };
  const shares = names.map((name) => {
    const score = props.attributes[name];
    return score === undefined ? null : (score.mean - scale.min) / (scale.max - scale.min);
  });
  const shape = shares.flatMap((share, index) => (share === null ? [] : [at(index, share)]));
  return (
    <svg
      className={styles['radar']}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`${props.label}: ${names
        .map(
          (name) => `${attributeLabels[name]} ${props.attributes[name]?.mean.toFixed(2) ?? 'none'}`,
        )
        .join(', ')}`}
    >
      {rings.map((share) => (
        <polygon
          key={share}
          className={styles['ring']}
          points={points(names.map((_, i) => at(i, share)))}
        />
      ))}
      {shape.length > 2 ? <polygon className={styles['shape']} points={points(shape)} /> : null}
      {shape.map(([x, y]) => (
        <circle key={`${x} ${y}`} className={styles['dot']} cx={x} cy={y} r={2.6} />
      ))}
      {names.map((name, index) => {
        const [x, y] = at(index, 1.16);
        return (
          <text key={name} className={styles['name']} x={x} y={y} textAnchor={anchorOf(x)}>
            {attributeLabels[name]}
          </text>
        );
      })}
    </svg>
  );
}

function points(corners: readonly (readonly [number, number])[]): string {
  return corners.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
}

function anchorOf(x: number): 'start' | 'middle' | 'end' {
  if (Math.abs(x - middleX) < 6) return 'middle';
  return x > middleX ? 'start' : 'end';
}
