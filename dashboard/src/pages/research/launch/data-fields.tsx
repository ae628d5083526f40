import type { ReactNode } from "react";
import type { DatasetRow, RunnableStrategy } from "../../../../../src/contract/run-options.ts";
import { CoverageBar } from "../../../charts/coverage-bar.tsx";
import { formatNum } from "../../../format/num.ts";
import { countOf } from "../../../format/words.ts";
import type { FieldProps } from "./field-props.ts";
import { SelectInput, TextInput } from "./form-field.tsx";
import { datasetsFor } from "./launch-form.ts";

interface DataFieldsProps extends FieldProps {
  readonly strategy: RunnableStrategy | undefined;
  readonly datasets: readonly DatasetRow[];
  readonly dataset: DatasetRow | undefined;
}
const SYMBOLS_SHOWN = 4;

function nameOf({ symbols, interval, adjustment, source }: DatasetRow): string {
  const more = symbols.length - SYMBOLS_SHOWN;
  const names = `${symbols.slice(0, SYMBOLS_SHOWN).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  return `${names} · ${interval} · ${adjustment} · ${source}`;
}

/** Which bars, from when to when, and where they have holes. */
export function DataFields({ form, errors, onChange, strategy, datasets, dataset }: DataFieldsProps): ReactNode {
  return (
    <div className="grid gap-4">
      <SelectInput
        label="Dataset"
        value={form.dataset}
        choices={datasetsFor(strategy, datasets).map((row) => [row.id, nameOf(row)])}
        error={errors["dataset"]}
        onChange={(id) => {
          const next = datasets.find((row) => row.id === id);
          onChange({ dataset: id, from: next?.from ?? form.from, to: next?.to ?? form.to });
        }}
      />
      {dataset === undefined ? null : <Coverage dataset={dataset} chosen={form} />}
      <div className="grid gap-4 sm:grid-cols-2">
        <TextInput
          label="From"
          type="date"
          unit="first session"
          value={form.from}
          min={dataset?.from ?? ""}
          max={dataset?.to ?? ""}
          error={errors["from"]}
          onChange={(from) => onChange({ from })}
        />
        <TextInput
          label="To"
          type="date"
          unit="last session"
          value={form.to}
          min={dataset?.from ?? ""}
          max={dataset?.to ?? ""}
          error={errors["to"]}
          onChange={(to) => onChange({ to })}
        />
      </div>
    </div>
  );
}

function Coverage({
  dataset,
  chosen,
}: {
  readonly dataset: DatasetRow;
  readonly chosen: { readonly from: string; readonly to: string };
}): ReactNode {
  const { from, to, gaps, gapCount, sessions, bars } = dataset;
  return (
    <div>
      <CoverageBar from={from} to={to} gaps={gaps} chosen={chosen} />
      <p aria-hidden="true" className="flex justify-between text-xs text-muted">
        <span>{from}</span>
        <span>{to}</span>
      </p>
      <p className="mt-1 text-sm">
        <span className="sr-only">
          Data from {from} to {to}:{" "}
        </span>
        {formatNum("count", sessions)} sessions, {formatNum("count", bars)} bars,{" "}
        {gapCount === 0 ? "no gap" : <b className="text-warning">{countOf(gapCount, "gap")}</b>}
        {gapCount === 0 ? "." : ": "}
        {gaps.map((gap) => (gap.from === gap.to ? gap.from : `${gap.from} to ${gap.to}`)).join(", ")}
        {gapCount > gaps.length ? ` and ${gapCount - gaps.length} more` : ""}
      </p>
    </div>
  );
}
