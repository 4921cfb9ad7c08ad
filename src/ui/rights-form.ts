/** What every step of the request form is handed. */

import type { PolicyContent } from "../../types/policy.ts";
import type { Deadline, KeptRequest, Offers, RequestKind, RightsRequest } from "../../types/request.ts";
import type { Stage } from "../../types/stage.ts";
import type { Requests } from "../../types/store.ts";
import type { Words } from "../../types/words-panel.ts";
import type { RightsWords } from "../../types/words-rights.ts";
import { digits, fillText } from "../policy/words.ts";
import type { Child } from "./dom.ts";

/** A request as the form makes it. */
export type Unsent = Omit<RightsRequest, "secretHash">;

/** What was answered so far: in memory alone, and gone with the form. */
export interface Answers extends Partial<Omit<RightsRequest, "kind" | "region" | "secretHash">> {
	kind?: RequestKind;
	region: string;
	/** Whether somebody else asks. */
	isAgent?: boolean;
	/** Whether this browser's id goes with it. */
	addsId?: boolean;
}

/** One step as it stands in the view. */
export interface Page {
	title: string;
	about: Child[];
	main: Child[];
	foot: HTMLElement;
}

/** Everything the form can show. */
export type Step =
	| { name: "choose" }
	| { name: "details"; isLookingBack?: boolean }
	| { name: "review" }
	| { name: "sent"; kept: KeptRequest; waits?: { retryAfterMs?: number } }
	| { name: "progress"; kept: KeptRequest };

export interface Form {
	stage: Stage;
	words: Words;
	texts: RightsWords;
	/** What the policy says today; nothing where there is no document. */
	content?: PolicyContent;
	/** Who answers. */
	controller: string;
	/** Where they can be written to. */
	email?: string;
	/** Stands in the page, where there is nothing to close. */
	isInPage: boolean;
	answers: Answers;
	offers(): Offers;
	deadline(kind: RequestKind): Deadline;
	/** What a right is called, and what it does. */
	nameOf(kind: RequestKind): { title: string; body: Child[] };
	/** A day in words. */
	dateOf(day: string): string;
	/** A country or state in words. */
	placeOf(region: string | null): string;
	requests(): Promise<Requests>;
	go(step: Step): void;
	show(page: Page): void;
	/** Sends what stands in the review. */
	send(): Promise<void>;
	/** Sends what waits on the device. */
	deliver(kept: KeptRequest): Promise<void>;
	/** It leaves by the person's own mail program: nothing more is asked. */
	mailed(): void;
	/** What was sent last, as long as the form stands. */
	written?: Unsent;
	/** Id of the opt-out that this device heeds already. */
	optedOut?: string;
	/** What one keeps of a request: all that was sent, and how to ask for it. */
	copyOf(request?: Unsent, kept?: KeptRequest): string;
	/** Closes the view; in the page, begins anew. */
	close(): void;
}

/** "Step 2 of 3." */
export const stepText = ({ stage: { language }, texts }: Form, step: number): string =>
	fillText(texts.rights.step, { step: digits(language, step), steps: digits(language, 3) });
