import type { SettledPurpose } from "../../types/config.ts";
import { fillText, plural } from "../policy/words.ts";
import { paths } from "./icon.ts";
import type { Panel } from "./preferences.tsx";
import { Switch } from "./Switch.tsx";
import { VendorList } from "./VendorList.tsx";

export interface PurposeRowProps {
	purpose: SettledPurpose;
	panel: Panel;
}

/** One purpose: what it is, its switch, and behind a disclosure who takes part and what they keep. */
export function PurposeRow({ purpose, panel }: PurposeRowProps) {
	const { answers, open, words, draw, moved } = panel;
	const { language, law } = panel.stage;
	const { id, required, vendors, legalBasis, involves } = purpose;
	const { preferences: texts, common } = words;
	const usual = words.purposes[id];
	const title = purpose.title ?? usual?.title ?? id;
	const state = answers.stateOf(purpose);
	const isOpen = open.has(id);
	const count = (list: (vendor: (typeof vendors)[number]) => unknown[] | undefined) =>
		vendors.reduce((sum, vendor) => sum + (list(vendor)?.length ?? 0), 0);
	const counts = [
		[texts.vendors, vendors.length],
		[texts.cookies, count((vendor) => vendor.cookies)],
		[texts.storage, count((vendor) => vendor.storage)],
	] as const;
	const summary = counts
		.filter(([, found]) => found)
		.map(([forms, found]) => plural(language, forms, found))
		.join(common.between);
	return (
		<li class="row" part="purpose">
			<h3>
				{required ? title : <label for={`p-${id}`}>{title}</label>}
				{!required && state === "some" && (
					<span class="small">
						{fillText(texts.someVendors, { on: `${answers.countOn(purpose)}`, count: `${vendors.length}` })}
					</span>
				)}
			</h3>
			{required ? (
				<span class="always">{common.alwaysOn}</span>
			) : (
				<Switch
					class="switch"
					part="switch"
					id={`p-${id}`}
					data-yoursay-purpose={id}
					aria-describedby={`d-${id}`}
					state={state}
					onToggle={(isOn) => {
						answers.togglePurpose(purpose, isOn);
						moved();
					}}
				/>
			)}
			<p class="body" id={`d-${id}`}>
				{purpose.description ?? usual?.body}
				{legalBasis === "legitimate-interests" && ` ${texts.legitimate}`}
				{involves.includes("sensitive") && !law.place?.rule.sensitive && ` ${texts.sensitive}`}
				{!required && law.isExempt(purpose) && ` ${texts.exempt}`}
			</p>
			{vendors.length > 0 && (
				<button
					type="button"
					class="more"
					aria-expanded={isOpen}
					aria-label={`${fillText(texts.showDetails, { purpose: title })}: ${summary}`}
					onClick={() => {
						if (!open.delete(id)) open.set(id, { query: "", shown: 0 });
						draw();
					}}
				>
					<span>{summary}</span>
					<svg viewBox="0 0 24 24" aria-hidden="true">
						<path d={paths.chevron} />
					</svg>
				</button>
			)}
			{isOpen && <VendorList purpose={purpose} panel={panel} />}
		</li>
	);
}
