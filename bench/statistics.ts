export type Row = Readonly<Record<string, string | number>>;

export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** A table in Markdown, as docs/performance.md has it. */
export function table(rows: readonly (readonly [string, Row])[]): string {
  const columns = Object.keys(rows[0]?.[1] ?? {});
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [
    line(['contender', ...columns]),
    line(['---', ...columns.map(() => '--:')]),
    ...rows.map(([name, row]) => line([name, ...columns.map((column) => row[column] ?? '')])),
  ].join('\n');
}
