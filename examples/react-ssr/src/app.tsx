import type { Consent } from "yoursay";
import { Ask, ConsentProvider, Gate } from "yoursay/react";

export function App({ consent }: { consent: Consent }) {
	return (
		<ConsentProvider consent={consent}>
			<main>
				<h1>React</h1>
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
		</ConsentProvider>
	);
}
