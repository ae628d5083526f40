/** One fault of the catalogue, as a switch of the simulated world. */
export interface FaultRow {
  readonly id: string;
  readonly what: string;
  /** The interesting window: what counts as a hit, beside merely having fired. */
  readonly window: string;
  /** What must exist before it can be switched; null: it is a switch of the simulator. */
  readonly waitsFor: string | null;
}

function row(id: string, what: string, window: string, waitsFor: string | null = null): FaultRow {
  return { id, what, window, waitsFor };
}

/** The catalogue of design/faults.md in its order. */
export const FAULT_TABLE: readonly FaultRow[] = [
  row("F01", "Submit arrives, its answer is lost", "the order becomes UNKNOWN"),
  row("F02", "Submit never arrives", "the order becomes UNKNOWN"),
  row("F64", "A command is held in the network and arrives late", "the order was UNKNOWN or over before"),
  row("F03", "Venue answers 5xx after accepting", "the order becomes UNKNOWN"),
  row("F04", "Venue answers 429", "a submit or cancel was refused"),
  row("F05", "Duplicate client order id answer", "the venue met an id it knows"),
  row("F06", "Acknowledgement after the first fill", "the fill is booked on an order without ack"),
  row("F07", "Reject after accept", "the order was live"),
  row("F08", "Cancel crosses a full fill", "a cancel meets a filled order"),
  row("F09", "Cancel crosses a partial fill", "a cancel ends a partly filled order"),
  row("F10", "Cancel acknowledged, fill reported later", "the delayed fill is booked on an ended order"),
  row("F11", "Cancel never answered", "the order stays pending"),
  row("F12", "Replace crosses a fill", "the venue had filled more than the core knew"),
  row("F13", "Replace applies to the original quantity", "the replaced order was partly filled"),
  row("F14", "Replace rejected, original still works", "the original was live"),
  row("F15", "Cancel refused while a replace is pending", "a cancel met a pending replace"),
  row("F16", "Order parked by the venue", "the core shows it parked"),
  row("F17", "Done for the day on a GTC order", "the order works again the next day without a new submit"),
  row("F18", "Stream disconnect", "a frame was lost meanwhile"),
  row("F19", "Mute stream", "a frame was lost meanwhile"),
  row("F20", "One single frame is lost", "it was a fill"),
  row("F21", "History replayed on reconnect", "a booked fill came again"),
  row("F22", "Same fill under two ids", "both channels told it"),
  row("F23", "Fills of one moment out of order", "two frames changed places"),
  row("F24", "Order list is stale", "an order had changed since"),
  row("F25", "Order list is incomplete", "an order was left out"),
  row("F26", "Positions query fails or is empty", "there was a position"),
  row("F27", "Orders entered by hand at the venue", "the core adopts it"),
  row("F28", "Unreadable message", "it was a fill or an end"),
  row("F29", "Fill for an order the platform does not know", "it was quarantined or adopted"),
  row("F30", "Frozen quotes", "an instrument went stale"),
  row("F31", "Bad tick", "the core took the bar"),
  row("F32", "Bar gap, late bar, revised bar", "the core had a position or order there"),
  row("F33", "Halt and resume of an instrument", "an order rested there"),
  row("F34", "Clock steps", "an input was stamped before its predecessor"),
  row("F35", "Half day, holiday, daylight saving", "the core traded on it"),
  row("F36", "Kill at a journal boundary", "unsynced inputs were lost"),
  row("F37", "Torn last record", "the tail had to be cut"),
  row("F38", "Flipped bit in a snapshot", "an older snapshot was used"),
  row("F39", "Disk full", "an input had to wait"),
  row("F40", "Slow sync", "a command had to wait"),
  row("F41", "Message bus redelivers, reorders or stops", "", "the bus between roles"),
  row("F42", "Two instances at once", "the older one tried to send"),
  row("F43", "SIGTERM in a burst", "orders were in flight"),
  row("F44", "100 intents race for one limit", "some of them are denied"),
  row("F45", "Limit lowered below the exposure", "a position was open"),
  row("F46", "Kill switch during a burst", "working orders had to be cancelled"),
  row("F47", "Restart while killed", "the switch was engaged"),
  row("F48", "Runaway strategy", "it was stopped or throttled"),
  row("F49", "Loss stop on a spike", "a bad tick met an open position"),
  row("F63", "Two exits at once", "both asked for the same position"),
  row("F50", "Signal delivered again", "the first had been accepted"),
  row("F51", "Old signal replayed", "it was refused"),
  row("F52", "Wrong signature, missing secret", "", "the HTTP door (tests/e2e)"),
  row("F53", "Malformed or hostile body", "", "the HTTP door (tests/e2e)"),
  row("F54", "Backlog after an outage", "some of it had expired"),
  row("F55", "Configuration error", "", "the loader of configurations (tests/cli-house)"),
  row("F56", "Mixed versions during an upgrade", "", "a second build of the core"),
  row("F57", "Early assignment overnight", "", "options"),
  row("F58", "Broker closes expiring options on its own", "", "options"),
  row("F59", "Expiry in the money without buying power", "", "options"),
  row("F60", "Broker refuses for account rules", "an order of ours was refused"),
  row("F61", "Deposit or withdrawal during trading hours", "positions were open"),
  row("F62", "Fees and dividends arrive late", "the cash of both sides differed meanwhile"),
];

/** Ids of the faults that are switches, in the order of the catalogue. */
export const SWITCHED: readonly string[] = FAULT_TABLE.filter((row) => row.waitsFor === null).map((row) => row.id);
