import { useSignal } from "@preact/signals";
import type { SettledPurpose } from "../../types/config.ts";
import type { Words } from "../../types/words.ts";
import { fillText, plural } from "../policy/words.ts";
import type { Answers } from "./answers.ts";
import { paths } from "./icon.ts";
import { Switch } from "./Switch.tsx";
import { VendorList } from "./VendorList.tsx";

export interface PurposeRowProps {
	purpose: SettledPurpose;
	answers: Answers;
	words: Words;
	language: string;
}

/** One purpose: what it is, its switch, and behind a disclosure who takes part and what they keep. */
export function PurposeRow({ purpose, answers, words, language }: PurposeRowProps) {
	const isOpen = useSignal(false);
	const { id, required, vendors, legalBasis, involves } = purpose;
	const usual = words.purposes[id];
	const title = purpose.title ?? usual?.title ?? id;
	const on = vendors.filter((vendor) => answers.vendors[vendor.id]?.value).length;
	const count = (list: (vendor: (typeof vendors)[number]) => unknown[] | undefined) =>
		vendors.reduce((sum, vendor) => sum + (list(vendor)?.length ?? 0), 0);
	const counts = [
		[words.preferences.vendors, vendors.length],
		[words.preferences.cookies, count((vendor) => vendor.cookies)],
		[words.preferences.storage, count((vendor) => vendor.storage)],
	] as const;
	const summary = counts
		.filter(([, found]) => found)
		.map(([forms, found]) => plural(language, forms, found))
		.join(words.common.between);
	return (
		<li class="row" part="purpose">
			<h3>
				{required ? title : <label for={`p-${id}`}>{title}</label>}
				{!required && answers.purposes[id]!.value === "some" && (
					<span class="small">
						{fillText(words.preferences.someVendors, { on: String(on), count: String(vendors.length) })}
					</span>
				)}
			</h3>
			{required ? (
				<span class="always">{words.common.alwaysOn}</span>
			) : (
				<Switch
					class="switch"
					part="switch"
					id={`p-${id}`}
					data-yoursay-purpose={id}
					aria-describedby={`d-${id}`}
					state={answers.purposes[id]!}
					onToggle={(isOn) => answers.togglePurpose(id, isOn)}
				/>
			)}
			<p class="body" id={`d-${id}`}>
				{purpose.description ?? usual?.body}
				{legalBasis === "legitimate-interests" && ` ${words.preferences.legitimate}`}
				{involves.includes("sensitive") && ` ${words.preferences.sensitive}`}
			</p>
			{vendors.length > 0 && (
				<button
					type="button"
					class="more"
					aria-expanded={isOpen.value}
					aria-label={`${fillText(words.preferences.showDetails, { purpose: title })}: ${summary}`}
					onClick={() => {
						isOpen.value = !isOpen.value;
					}}
				>
					<span>{summary}</span>
					<svg viewBox="0 0 24 24" aria-hidden="true">
						<path d={paths.chevron} />
					</svg>
				</button>
			)}
			{isOpen.value && (
				<VendorList
					purpose={id}
					vendors={vendors}
					answers={answers}
					isRequired={required}
					words={words}
					language={language}
				/>
			)}
		</li>
	);
}
