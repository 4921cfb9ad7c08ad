/** What became of the lines of a text that was imported. Lines and columns count from 1. */
export interface PolicyReport {
	/** How many lines the source has. */
	lines: number;
	/** Each line of the source is in exactly one of these, in their order. */
	entries: ReportEntry[];
	placeholders: FoundPlaceholder[];
	/** What looks like a fact, and has no place but a section. */
	unplaced: { from: number; to: number; text: string }[];
}

export interface ReportEntry {
	from: number;
	/** The last line of the range, itself in it. */
	to: number;
	/**
	 * `placed`: at least a part is a fact. `kept`: all of it is in a section. `placeholder`: has something still to be
	 * filled in, and nothing of that sentence is used. `markup`: nothing that a visitor reads. `blank`: nothing at all.
	 */
	what: "placed" | "kept" | "placeholder" | "markup" | "blank";
	/** Paths in the policy of what the lines are the source of: `recipients[3]`, `sections[0]`. */
	places: string[];
}

export interface FoundPlaceholder {
	line: number;
	column: number;
	text: string;
}
