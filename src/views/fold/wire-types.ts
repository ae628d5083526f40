/** Types of the contract and the core that the store names: it depends on the fold alone. */
import type * as query from "../../contract/query-port.ts";
import type { ListQuery as ContractListQuery } from "../../contract/list-query.ts";
import type { CoreConfig } from "../../core/model/config.ts";
import type { Input } from "../../core/model/input.ts";
import type { OutputRecord } from "../../core/model/output-record.ts";

export type ViewQueries = query.ViewQueries;
export type QueryResult<T> = query.QueryResult<T>;
export type ListQuery = ContractListQuery;
export type ViewConfig = CoreConfig;
/** One entry of the journal and what the core made of it. */
export type EntryInput = Input;
export type EntryOutputs = readonly OutputRecord[];
