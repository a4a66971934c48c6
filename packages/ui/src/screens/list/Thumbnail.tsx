import styles from './Thumbnail.module.css';

const width = 120;
const height = 44;

/** A roast's own curve, small. */
export function Thumbnail(props: { readonly btC: readonly (number | null)[] }) {
  return (
    <svg
      className={styles['thumbnail']}
      viewBox={`-3 -3 ${width + 6} ${height + 6}`}
      aria-hidden="true"
    >
      <path d={pathOf(props.btC)} />
    </svg>
  );
}

/** The line through the values, broken where one is missing. */
export function pathOf(values: readonly (number | null)[]): string {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return '';
  const min = Math.min(...known);
  const span = Math.max(1, Math.max(...known) - min);
  const parts: string[] = [];
  let isDown = false;
  values.forEach((value, i) => {
    if (value === null) {
      isDown = false;
      return;
    }
    const x = (i / (values.length - 1)) * width;
    const y = height - ((value - min) / span) * height;
    parts.push(`${isDown ? 'L' : 'M'}${x.toFixed(1)} ${y.toFixed(1)}`);
    isDown = true;
  });
  return parts.join('');
}
