import type { Settings } from "./config.ts";
import type { Evidence } from "./receipt.ts";
import type { ConsentRecord, Draft, KeptRecord } from "./record.ts";
import type { KeptRequest, RequestStatus, RightsRequest } from "./request.ts";

export interface Records {
	/** Seals drafts in the order given; settles once they are durable. `choice`: as it is stored, where the device had no room for the draft. */
	seal(drafts: Draft[], settings: Settings, choice?: string): Promise<void>;
	/** Seals drafts that an earlier page left behind, then starts delivery. */
	resume(settings: Settings): Promise<void>;
	all(): Promise<ConsentRecord[]>;
	/** Everything a receipt is made of. */
	evidence(): Promise<Evidence>;
	/** As `Decider.collected`. */
	collected(settings: Settings): Promise<KeptRecord[] | null>;
	/**
	 * Forgets choice, history, secret and the references of requests; what waits for delivery keeps what delivery needs,
	 * and a request that was waiting is listed once it is delivered.
	 */
	erase(settings: Settings): Promise<void>;
	dispose(): void;
}

/** What became of an attempt to send a request. */
export type Sent =
	/** At the collector. */
	| { kept: KeptRequest }
	/** It waits on the device, which tries again by itself; nobody could be reached, or too much was asked at once (`retryAfterMs`). */
	| { kept: KeptRequest; waits: true; retryAfterMs?: number }
	/** For good: what was wrong with it, in the collector's words. It is not kept. */
	| { problem: string };

/** A person's requests: sent once, even after a crash, and then forgotten but for their reference. */
export interface Requests {
	/**
	 * Has the next pages look for a request, where the person begins to write one: what a page says in the seconds before
	 * its browser is killed is lost, the request is not. `resume` takes it back where none came.
	 */
	expect(): void;
	/**
	 * Keeps it on the device, on the disk, and does not send it yet; whatever happens to the page, a later one does.
	 * @param addsId The browser's `subject` goes with it, as its records have it once the first is sealed.
	 * @throws Error where there is no endpoint
	 */
	keep(request: Omit<RightsRequest, "secretHash">, addsId?: boolean): Promise<KeptRequest>;
	/** Tries to deliver what is kept; settles within 20 seconds. */
	deliver(kept: KeptRequest): Promise<Sent>;
	/** Keeps it and tries to deliver it. */
	send(request: Omit<RightsRequest, "secretHash">, addsId?: boolean): Promise<Sent>;
	/** What this device knows of, the newest first, for a year; what was refused or lapsed until it is forgotten. */
	list(): Promise<KeptRequest[]>;
	/** As the collector has it. @throws where it cannot be reached; undefined where it knows nothing of it. */
	status(kept: KeptRequest): Promise<RequestStatus | undefined>;
	/**
	 * Takes a request back: at the collector where it was sent, or may have been, else from the device; then the answer is
	 * undefined. @throws where it cannot be reached
	 */
	withdraw(kept: KeptRequest): Promise<RequestStatus | undefined>;
	/** Forgets a delivered, refused or lapsed request on this device. */
	forget(kept: KeptRequest): Promise<void>;
	/** Sends what waits. Never rejects. */
	resume(): Promise<void>;
	dispose(): void;
}
