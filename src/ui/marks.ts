import type { Stage } from "../../types/stage.ts";

const purposesOf = (element: HTMLElement) => element.dataset.yoursayPurpose!.trim().split(/\s+/);

/** Tells the owner of marks in the page that hold nothing. */
export function lookAtMarks({ consent, report, settings }: Stage): void {
	for (const element of document.querySelectorAll<HTMLElement>("[data-yoursay-purpose]"))
		for (const id of purposesOf(element))
			if (!settings.purposes.some((purpose) => purpose.id === id)) report("purpose-unknown", id);
	// While nothing is decided, a marked script with another type was never held, unless it was allowed to run.
	if (consent.snapshot().method) return;
	for (const script of document.querySelectorAll<HTMLElement>(
		'script[data-yoursay-purpose]:not([type="text/plain"])',
	)) {
		const { yoursayPurpose, yoursayVendor } = script.dataset;
		if (!purposesOf(script).every((id) => consent.allows(id, yoursayVendor)))
			report("held-runs-anyway", yoursayPurpose);
	}
}
