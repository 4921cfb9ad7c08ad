import type { Vendor } from "../../types/config.ts";
import { countryName, fillText, plural } from "../policy/words.ts";
import type { PurposeRowProps } from "./PurposeRow.tsx";
import { Switch } from "./Switch.tsx";

/** Above this many vendors a search field heads the list, and rows come in slices. */
const manyVendors = 20;
const sliceSize = 50;

export function VendorList({ purpose, panel }: PurposeRowProps) {
	const { draw, open } = panel;
	const { language } = panel.stage;
	const words = panel.words.preferences;
	const { id: purposeId, vendors } = purpose;
	const look = open.get(purposeId)!;
	const isMany = vendors.length > manyVendors;
	const wanted = look.query.trim().toLowerCase();
	const found = wanted
		? vendors.filter(({ id, name }) => `${name ?? id} ${id}`.toLowerCase().includes(wanted))
		: vendors;
	const shown = look.shown + sliceSize;
	const listId = `v-${purposeId}`;
	return (
		<>
			{isMany && (
				<div class="find">
					<label for={`f-${listId}`}>{words.findVendor}</label>
					<input
						id={`f-${listId}`}
						type="search"
						value={look.query}
						onInput={(event) => {
							look.query = event.currentTarget.value;
							look.shown = 0;
							draw();
						}}
					/>
					<span class="small" role="status">
						{wanted && (found.length ? plural(language, words.found, found.length) : words.noneFound)}
					</span>
				</div>
			)}
			<ul class={`vendors rows ${isMany ? "many" : ""}`} id={listId}>
				{found.slice(0, shown).map((vendor) => (
					<VendorRow key={vendor.id} vendor={vendor} purpose={purpose} panel={panel} />
				))}
			</ul>
			{found.length > shown && (
				<button
					type="button"
					class="quiet"
					onClick={() => {
						look.shown = shown;
						draw();
					}}
				>
					<span>{plural(language, words.vendors, found.length - shown)} …</span>
				</button>
			)}
		</>
	);
}

function VendorRow({ vendor, purpose, panel }: PurposeRowProps & { vendor: Vendor }) {
	const { answers, moved } = panel;
	const { language } = panel.stage;
	const words = panel.words.preferences;
	const { id, name = id, provider, country: code, policyUrl, cookies = [], storage = [] } = vendor;
	const inputId = `${purpose.id}-${id}`;
	const country = code && countryName(language, code);
	const from = provider && country ? fillText(words.providerIn, { provider, country }) : (provider ?? country);
	const kept = [
		...cookies,
		...storage.map((entry) => ({ name: entry, duration: words.untilDeleted, description: "" })),
	];
	return (
		<li class="vendor">
			<h4>{purpose.required ? name : <label for={inputId}>{name}</label>}</h4>
			{!purpose.required && (
				<Switch
					class="switch s"
					id={inputId}
					data-yoursay-vendor={id}
					state={answers.vendors[id] ? "on" : "off"}
					onToggle={(isOn) => {
						answers.vendors[id] = isOn;
						moved();
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
			{kept.length > 0 && (
				<dl class="kept small">
					{kept.map(({ name, duration, description }) => (
						<div key={name}>
							<dt>
								<bdi>{name}</bdi>
							</dt>
							<dd>{duration ?? words.session}</dd>
							{description && <dd>{description}</dd>}
						</div>
					))}
				</dl>
			)}
		</li>
	);
}
