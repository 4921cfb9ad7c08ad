import { signal } from "@preact/signals";
import { render } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { read, save } from "./choice.mjs";
import css from "./view.css?inline";

const view = signal("layer"); // "layer", "panel" or ""
const chosen = signal([]);
const unfolded = signal([]);

const flip = (list, id) => {
	list.value = list.value.includes(id) ? list.value.filter((each) => each !== id) : [...list.value, id];
};

function Buttons({ config: { text, purposes }, isPanel }) {
	const done = (granted) => {
		save(granted);
		view.value = "";
	};
	const ids = (which) => purposes.filter(which).map(({ id }) => id);
	return (
		<div class="buttons">
			<button type="button" class="accept" onClick={() => done(ids(() => true))}>
				{text.acceptAll}
			</button>
			<button type="button" class="reject" onClick={() => done(ids(({ required }) => required))}>
				{text.rejectAll}
			</button>
			{isPanel ? (
				<button type="button" onClick={() => done(chosen.value)}>
					{text.save}
				</button>
			) : (
				<button
					type="button"
					class="preferences"
					onClick={() => {
						view.value = "panel";
					}}
				>
					{text.preferences}
				</button>
			)}
		</div>
	);
}

function Layer({ config }) {
	return (
		<section class="layer" aria-label={config.text.title}>
			<div>
				<h2>{config.text.title}</h2>
				<p>{config.text.body}</p>
			</div>
			<Buttons config={config} />
		</section>
	);
}

function Purpose({ config, purpose }) {
	const { id, title, description, required } = purpose;
	const isOn = required || chosen.value.includes(id);
	const rows = config.cookies.filter((each) => each.purpose === id);
	return (
		<li>
			<div class="row">
				<strong>{title}</strong>
				<button
					type="button"
					role="switch"
					aria-checked={String(isOn)}
					aria-label={title}
					disabled={required}
					data-purpose={id}
					class="switch"
					onClick={() => flip(chosen, id)}
				>
					<i />
				</button>
			</div>
			<p>{description}</p>
			<details
				onToggle={({ currentTarget }) => currentTarget.open && !unfolded.value.includes(id) && flip(unfolded, id)}
			>
				<summary>{rows.length} cookies</summary>
				{(!config.areRowsLazy || unfolded.value.includes(id)) && (
					<table>
						<thead>
							<tr>
								<th>Cookie</th>
								<th>Provider</th>
								<th>Duration</th>
								<th>Purpose</th>
							</tr>
						</thead>
						<tbody>
							{rows.map((each) => (
								<tr key={each.name}>
									<td>{each.name}</td>
									<td>{each.provider}</td>
									<td>{each.duration}</td>
									<td>{each.description}</td>
								</tr>
							))}
						</tbody>
					</table>
				)}
			</details>
		</li>
	);
}

function Panel({ config }) {
	const dialog = useRef(null);
	useEffect(() => dialog.current.showModal(), []);
	return (
		<dialog
			ref={dialog}
			class="panel"
			aria-label={config.text.panelTitle}
			onCancel={() => {
				view.value = read() ? "" : "layer";
			}}
		>
			<h2>{config.text.panelTitle}</h2>
			<p>{config.text.panelBody}</p>
			<ul>
				{config.purposes.map((each) => (
					<Purpose key={each.id} config={config} purpose={each} />
				))}
			</ul>
			<Buttons config={config} isPanel />
		</dialog>
	);
}

function App({ config }) {
	if (view.value === "layer") return <Layer config={config} />;
	return view.value === "panel" ? <Panel config={config} /> : null;
}

export function mount(config) {
	chosen.value = config.purposes.filter(({ required }) => required).map(({ id }) => id);
	const host = document.createElement("the-floor");
	const root = host.attachShadow({ mode: "open" });
	const sheet = new CSSStyleSheet();
	sheet.replaceSync(css);
	root.adoptedStyleSheets = [sheet];
	render(<App config={config} />, root);
	document.body.append(host);
}
