import { Ask, Gate, useConsent } from "yoursay/preact";

export function App() {
	const consent = useConsent();
	return (
		<>
			<main>
				<h1>Preact</h1>
				<Gate purpose="analytics" fallback={<p>Nobody counts this visit.</p>}>
					<p>This visit is counted.</p>
				</Gate>
			</main>
			<footer>
				<button type="button" onClick={() => consent.open("preferences")}>
					Privacy choices
				</button>
			</footer>
			<Ask />
		</>
	);
}
