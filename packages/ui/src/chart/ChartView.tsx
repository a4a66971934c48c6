import { useEffect, useRef } from 'react';
import { readChartStyle } from '#chart/chart-style.ts';
import { type ChartContent, RoastChart } from '#chart/roast-chart.ts';
import { usePreferences } from '#preferences/preferences.ts';
import styles from './ChartView.module.css';

/**
 * The chart in the page. `content` is asked for whenever `subscribe` calls back or the component is drawn
 * again, so live samples never pass through React.
 */
export function ChartView(props: {
  readonly label: string;
  readonly content: () => ChartContent;
  readonly subscribe?: (listener: () => void) => () => void;
  readonly onPoint?: (timeS: number) => void;
}) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<RoastChart>(null);
  const content = useRef(props.content);
  content.current = props.content;
  const theme = usePreferences(({ theme: name, colourSafe }) => `${name} ${colourSafe}`);
  const { subscribe } = props;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new theme needs a new chart.
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    let isMounted = true;
    const make = () => {
      if (!isMounted) return;
      chart.current?.destroy();
      chart.current =
        element.clientWidth > 0
          ? new RoastChart(element, readChartStyle(), content.current())
          : null;
    };
    const observer = new ResizeObserver(make);
    observer.observe(element);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', make);
    void document.fonts.ready.then(make);
    return () => {
      isMounted = false;
      observer.disconnect();
      dark.removeEventListener('change', make);
      chart.current?.destroy();
      chart.current = null;
    };
  }, [theme]);

  useEffect(() => {
    const next = content.current();
    const element = host.current;
    if (chart.current && element && chart.current.lanes !== next.scene.lanes.length) {
      chart.current.destroy();
      chart.current = new RoastChart(element, readChartStyle(), next);
    } else {
      chart.current?.draw(next);
    }
  });

  useEffect(() => subscribe?.(() => chart.current?.draw(content.current())), [subscribe]);

  return (
    <div
      ref={host}
      className={styles['chart']}
      role="img"
      aria-label={props.label}
      onPointerMove={(event) => {
        const timeS = chart.current?.timeAt(event.clientX) ?? null;
        if (timeS !== null) props.onPoint?.(timeS);
      }}
    />
  );
}
