// Figures with their bars: printed line by line, and written as JSON.

import { writeFileSync } from 'node:fs';

const rounded = (value) => (value === null ? null : Math.round(value * 100) / 100);

export class Report {
  #bench;
  #figures = [];

  constructor(bench) {
    this.#bench = bench;
  }

  /** A value that must not be above its bar, if it has one. */
  add(name, value, unit, { bar = null, baseline = null } = {}) {
    const holds = bar === null || value <= bar;
    const figure = { name, value: rounded(value), unit, baseline: rounded(baseline), bar: rounded(bar), holds };
    this.#figures.push(figure);
    const verdict = bar === null ? 'reported' : holds ? 'holds' : 'falls short';
    console.log(
      `${name.padEnd(52)} ${String(figure.value).padStart(12)} ${unit.padEnd(10)} ` +
        `baseline ${String(figure.baseline ?? '-').padStart(10)}  bar ${String(figure.bar ?? '-').padStart(10)}  ${verdict}`,
    );
  }

  /** Writes the figures where `--json FILE` says, and ends with 1 if one falls short. */
  finish() {
    const place = process.argv.indexOf('--json');
    if (place > 0) {
      const report = { bench: this.#bench, figures: this.#figures };
      writeFileSync(process.argv[place + 1], `${JSON.stringify(report, null, 2)}\n`);
    }
    process.exitCode = this.#figures.every((figure) => figure.holds) ? 0 : 1;
  }
}

export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
}

export const median = (values) => percentile(values, 0.5);
