import { useComputed, useSignal } from "@preact/signals";
import type { Vendor } from "../../types/config.ts";
import type { Words } from "../../types/words.ts";
import { countryName, fillText, plural } from "../policy/words.ts";
import type { Answers } from "./answers.ts";
import { Switch } from "./Switch.tsx";

/** Above this many vendors a search field heads the list, and rows come in slices. */
const manyVendors = 20;
const sliceSize = 50;

export interface VendorListProps {
	purpose: string;
	vendors: Vendor[];
	answers: Answers;
	/** Vendors of a required purpose have no switch. */
	isRequired: boolean;
	words: Words;
	language: string;
}

export function VendorList({ vendors, words: { preferences: words }, language, ...rest }: VendorListProps) {
	const query = useSignal("");
	const shown = useSignal(sliceSize);
	const isMany = vendors.length > manyVendors;
	const wanted = query.value.trim().toLowerCase();
	const found = wanted
		? vendors.filter(({ id, name }) => `${name ?? id} ${id}`.toLowerCase().includes(wanted))
		: vendors;
	const listId = `v-${rest.purpose}`;
	return (
		<>
			{isMany && (
				<div class="find">
					<label for={`f-${listId}`}>{words.findVendor}</label>
					<input
						id={`f-${listId}`}
						type="search"
						value={query.value}
						onInput={(event) => {
							query.value = event.currentTarget.value;
							shown.value = sliceSize;
						}}
					/>
					<span class="small" role="status">
						{wanted && (found.length ? plural(language, words.found, found.length) : words.noneFound)}
					</span>
				</div>
			)}
			<ul class={`vendors rows ${isMany ? "many" : ""}`} id={listId}>
				{found.slice(0, shown.value).map((vendor) => (
					<VendorRow key={vendor.id} vendor={vendor} words={words} language={language} {...rest} />
				))}
			</ul>
			{found.length > shown.value && (
				<button type="button" class="quiet" onClick={() => (shown.value += sliceSize)}>
					<span>{plural(language, words.vendors, found.length - shown.value)} …</span>
				</button>
			)}
		</>
	);
}

interface VendorRowProps extends Pick<VendorListProps, "purpose" | "answers" | "isRequired" | "language"> {
	vendor: Vendor;
	words: Words["preferences"];
}

function VendorRow({ vendor, purpose, answers, isRequired, words, language }: VendorRowProps) {
	const { id, name = id, provider, country, policyUrl, cookies = [], storage = [] } = vendor;
	const state = useComputed(() => (answers.vendors[id]?.value ? "on" : "off"));
	const inputId = `${purpose}-${id}`;
	const from =
		provider && country
			? fillText(words.providerIn, { provider, country: countryName(language, country) })
			: (provider ?? (country && countryName(language, country)));
	return (
		<li class="vendor">
			<h4>{isRequired ? name : <label for={inputId}>{name}</label>}</h4>
			{!isRequired && (
				<Switch
					class="switch s"
					id={inputId}
					data-yoursay-vendor={id}
					state={state}
					onToggle={(isOn) => {
						answers.vendors[id]!.value = isOn;
					}}
				/>
			)}
			{(from || policyUrl) && (
				<p class="small">
					{from && `${from}. `}
					{policyUrl && (
						<a
							class="link"
							href={policyUrl}
							target="_blank"
							rel="noopener noreferrer"
							aria-label={`${words.theirPolicy}: ${name}`}
						>
							{words.theirPolicy}
						</a>
					)}
				</p>
			)}
			{(cookies.length > 0 || storage.length > 0) && (
				<dl class="kept">
					{[
						...cookies,
						...storage.map((entry) => ({ name: entry, duration: words.untilDeleted, description: "" })),
					].map((kept) => (
						<div key={kept.name}>
							<dt>
								<bdi>{kept.name}</bdi>
							</dt>
							<dd>{kept.duration ?? words.session}</dd>
							{kept.description && <dd>{kept.description}</dd>}
						</div>
					))}
				</dl>
			)}
		</li>
	);
}
