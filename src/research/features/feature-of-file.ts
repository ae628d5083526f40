import type { FeatureSpec } from "../../core/features/feature-spec.ts";
import { type FeatureColumns, computeFeature } from "./compute-feature.ts";
import { type FeatureReading, readFeatureBars } from "./feature-bars.ts";
import { cachedFeature } from "./feature-cache.ts";
import type { KeptFeature } from "./feature-file.ts";
import { hashFile } from "./hash-file.ts";

/** A feature over a file's bars, and what a user should know about how it came about. */
export interface FeatureOfFile {
  readonly columns: FeatureColumns;
  readonly notes: readonly string[];
}

/**
 * The feature over the bars of `path`, from the cache in `cacheFolder` when the same code computed
 * it from the same bytes read the same way before. A folder, or a file that changes while it is
 * read, is never kept.
 */
export function featureOfFile(
  spec: FeatureSpec,
  path: string,
  options: FeatureReading,
  cache: { readonly folder: string; readonly build: string },
): FeatureOfFile {
  const compute = (): KeptFeature => {
    const { columns, warmupCount, table, warnings } = readFeatureBars(path, options);
    return { columns: without(computeFeature(spec, columns, table), warmupCount), warnings };
  };
  const dataHash = hashFile(path);
  if (dataHash === null) return withNotes(compute());
  const key = { spec, build: cache.build, dataHash, reading: { ...options } };
  const { feature, source, path: file } = cachedFeature(cache.folder, key, compute, () => hashFile(path) === dataHash);
  switch (source) {
    case "damaged":
      return withNotes(feature, `${file} was damaged: computed again and written anew.`);
    case "unwritable":
      return withNotes(feature, `${file} could not be written: the next run computes again.`);
    case "changed":
      return withNotes(feature, `${path} changed while it was read: run again to be sure.`);
    default:
      return withNotes(feature);
  }
}

/** All but the first `count` bars. */
function without({ times, outputs }: FeatureColumns, count: number): FeatureColumns {
  return {
    times: times.subarray(count),
    outputs: outputs.map(({ name, values }) => ({ name, values: values.subarray(count) })),
  };
}

function withNotes({ columns, warnings }: KeptFeature, ...more: readonly string[]): FeatureOfFile {
  return { columns, notes: [...warnings, ...more] };
}
